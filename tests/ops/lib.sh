# shellcheck shell=bash
# What the scripts of this folder share: checks that are counted, a company, a server, somebody who asks it. To be
# sourced with `set -euo pipefail`, in the project's folder; $home is a folder of the script's own.
export GUIJU=${GUIJU:-build/guiju}
guiju=$GUIJU
passed=0
servers=()

holds() {  # WHAT COMMAND…
  local what=$1; shift
  "$@" >"$home/said" 2>&1 || { tail -n 30 "$home/said"; echo "FAIL  $what"; echo "$passed passed, 1 failed"; exit 1; }
  passed=$((passed + 1))
  echo "ok    $what"
}
fails() { ! "$@"; }

# The demo company as it is at one moment.
make_company() {  # FILE
  "$guiju" seed-demo --database "$1" --packs packs --demo demo --clock 2026-11-20T15:00:00+08:00 >"$home/seeded" 2>&1 ||
    { tail "$home/seeded"; return 1; }
}

# Serves on a free port; sets $server and $base. $scheme: https with a certificate.
serve() {  # DATABASE [OPTION…]
  local database=$1 port=; shift
  : >"$home/greeting"
  "$guiju" serve --database "$database" --packs packs --web web --port 0 "$@" >"$home/greeting" 2>>"$home/log" &
  server=$!
  servers+=("$server")
  for _ in $(seq 900); do  # as long as a busy machine takes
    port=$(sed -nE 's|.*https?://127\.0\.0\.1:([0-9]+).*|\1|p' "$home/greeting")
    [ -z "$port" ] || break
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
  done
  [ -n "$port" ] || { tail -n 3 "$home/log"; return 1; }
  base=${scheme:-http}://127.0.0.1:$port
}
# SIGNAL [PROCESS]: only what this script has started.
end_server() { kill "-$1" "${2:-$server}" 2>/dev/null || true; wait "${2:-$server}" 2>/dev/null || true; }
end_servers() { for server in "${servers[@]}"; do end_server KILL "$server"; done; }

# Asks as whoever has signed in; sets $status, the body is in $home/answer. $patience: seconds to wait.
ask() {  # PATH [CURL OPTION…]
  local path=$1; shift
  status=$(curl -sS --max-time "${patience:-20}" -b "$home/cookies" -H 'X-Guiju: 1' -H 'Accept-Language: en' -o "$home/answer" \
    -w '%{http_code}' "$@" "$base$path" 2>>"$home/curl") || status=000
}
sign_in() {  # LOGIN
  ask /api/v1/session -c "$home/cookies" -H 'Content-Type: application/json' -d "{\"login\":\"$1\",\"password\":\"guiju-demo\"}"
  [ "$status" = 200 ] || [ "$status" = 201 ]
}
# Registers a complaint whose summary is the key; what is acknowledged stands in $home/acknowledged.
register() {  # KEY
  ask /api/v1/commands/huayuan/complaint.register -H 'Content-Type: application/json' -H "Idempotency-Key: $1" \
    -d "{\"with\":{\"channel\":\"phone\",\"project\":\"JN\",\"client\":\"HC03\",\"summary\":\"$1\"}}"
  [ "$status" != 201 ] || echo "$1" >>"$home/acknowledged"
}
answers() { ask "$2"; echo "$status $(cat "$home/answer")"; [ "$status" = "$1" ]; }  # STATUS PATH
says() { grep -q -- "$1" "$home/answer"; }                                          # TEXT

# Every key that was acknowledged, and no other that stands in $home/refused, is in the company once.
summaries() {  # DATABASE
  "$guiju" export records --database "$1" --packs packs 2>/dev/null |
    jq -r 'select(.type == "complaint") | .record.summary' | grep '^key-' | sort
}
keeps_what_it_acknowledged() {  # DATABASE
  summaries "$1" >"$home/there"
  echo "missing:"; sort "$home/acknowledged" | comm -23 - "$home/there" | tee "$home/missing"
  echo "twice:"; uniq -d "$home/there" | tee "$home/twice"
  [ ! -s "$home/missing" ] && [ ! -s "$home/twice" ] && [ -s "$home/acknowledged" ]
}
is_sound() { "$guiju" verify --database "$1" --packs packs; }  # DATABASE

# A cluster of PostgreSQL in $1, reached by a socket in it; it refuses to run as root.
postgres_bin=$(find /usr/lib/postgresql -path '*/bin/initdb' -printf '%h\n' 2>/dev/null | sort -V | tail -n 1)
as_postgres() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }
make_cluster() {  # FOLDER [INITDB OPTION…]
  local folder=$1; shift
  mkdir -p "$folder"
  [ "$(id -u)" != 0 ] || chown postgres "$folder"
  as_postgres "$postgres_bin/initdb" -D "$folder/data" -U guiju --auth=trust --encoding=UTF8 --locale=C.UTF-8 "$@" >/dev/null
}
start_cluster() {  # FOLDER [OPTIONS]
  as_postgres "$postgres_bin/pg_ctl" -D "$1/data" -l "$1/log" -w start -o "-k $1 -c listen_addresses= ${2:-}" >/dev/null
}
stop_cluster() { as_postgres "$postgres_bin/pg_ctl" -D "$1/data" -m "${2:-fast}" -w stop >/dev/null 2>&1 || true; }  # FOLDER [MODE]
url_of() { echo "postgresql:///guiju?host=$1&user=guiju"; }  # FOLDER
