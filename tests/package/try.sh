#!/usr/bin/env bash
# try.sh DEB [POSTGRES]: installs the package as an administrator would, makes a company, serves it as its service does,
# the same with a company in PostgreSQL, takes the package away again. As root; all of it in layers over /usr, /etc and
# /var that end with this script.
set -euo pipefail
if [ "${1:-}" != --inside ]; then exec unshare --mount --propagation unchanged "$0" --inside "$@"; fi
deb=$(realpath "$2")
postgres=${3:-}
layers=$(dirname "$deb")/layers
mkdir -p "$layers"
mount -t tmpfs -o mode=0755 layers "$layers"
trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
for folder in usr etc var; do
  mkdir -p "$layers/$folder" "$layers/$folder.work"
  mount -t overlay "over-$folder" -o "lowerdir=/$folder,upperdir=$layers/$folder,workdir=$layers/$folder.work" "/$folder"
done

passed=0
holds() {  # WHAT COMMAND…
  local what=$1; shift
  "$@" >"$layers/said" 2>&1 || { cat "$layers/said"; echo "FAIL  $what"; echo "$passed passed, 1 failed"; exit 1; }
  passed=$((passed + 1))
  echo "ok    $what"
}
as_service() { runuser -u guiju -- "$@"; }
says() { grep -q "$1" <(curl -sS --max-time 10 "http://127.0.0.1:$port$2"); }

# Nothing of the project is near; and as in an administrator's home, the service's user may not look around.
mkdir -m 0700 "$layers/home"
cd "$layers/home"
nothing_differs() { [ -z "$(dpkg --verify guiju | tee /dev/stderr)" ]; }
holds "the package is installed" dpkg -i "$deb"
holds "its files are as they were packed" nothing_differs
if command -v systemd-analyze >/dev/null; then
  for unit in guiju.service guiju-backup.service guiju-backup.timer; do
    holds "systemd understands $unit" systemd-analyze verify "/usr/lib/systemd/system/$unit"
  done
else
  echo "skipped: systemd-analyze is not here, so nobody reads the service's file but this script"
fi
example=/usr/share/doc/guiju/examples/first.company.yaml
holds "a company is made" as_service guiju init --database /var/lib/guiju/company.db --company $example
admit() { echo 'a-long-first-password' | as_service guiju user admit "$1" --database "$2" --person 王主任; }
holds "somebody may sign in" admit first /var/lib/guiju/company.db
# Becomes a service's own command with its own settings, on a port that is free.
become() {  # SERVICE
  local unit command
  unit=/usr/lib/systemd/system/$1.service
  command=$(sed -n 's/^ExecStart=//p' "$unit")
  eval "$(sed -n 's/^Environment=//p' "$unit")"
  . /etc/default/guiju
  GUIJU_OPTIONS=$(sed 's/--port [0-9]*/--port 0/' <<<"$GUIJU_OPTIONS")
  # Words as systemd takes them: ${NAME} is one, $NAME as many as stand in it.
  eval "exec runuser -u guiju -- ${command/'${GUIJU_DATABASE}'/'"$GUIJU_DATABASE"'}"
}
start() {
  : >served
  become guiju >served 2>&1 &
  server=$!
  for _ in $(seq 100); do
    port=$(sed -nE 's|.*http://127\.0\.0\.1:([0-9]+).*|\1|p' served)
    [ -z "$port" ] || return 0
    sleep 0.2
  done
  cat served
}
stop() {
  kill -TERM $(cat "/proc/$server/task/$server/children")  # runuser waits for it
  wait "$server"
}
session() {
  curl -sS --fail --max-time 10 -H 'X-Guiju: 1' -H 'Content-Type: application/json' \
    -d '{"login":"'"$1"'","password":"a-long-first-password"}' "http://127.0.0.1:$port/api/v1/session"
}
start
holds "it is ready" says '"ready"' /readyz
holds "it serves its pages" says '<div id="root"' /
holds "who was admitted signs in" session first
save() (become guiju-backup)
holds "what the timer starts saves the company beside it, and proves the copy" save
holds "it ends when it is told to" stop
holds "what it wrote is sound" as_service guiju verify --database /var/lib/guiju/company.db
restored() {
  local copies=(/var/backups/guiju/*Z.db)
  [ ${#copies[@]} = 1 ] && as_service guiju restore "${copies[0]}" --database /var/lib/guiju/restored.db &&
    as_service guiju verify --database /var/lib/guiju/restored.db
}
holds "the copy is restored beside it, and is sound" restored
nobody_else_reads() { [ "$(stat -c '%U %a' /var/backups/guiju)" = "guiju 700" ]; }
holds "nobody else reads the copies" nobody_else_reads
if [ -n "$postgres" ]; then
  holds "a company is made in PostgreSQL" \
    as_service guiju init --database "$postgres" --contents /var/lib/guiju/attachments --company $example
  holds "somebody may sign in there" admit second "$postgres"
  echo "GUIJU_DATABASE=\"$postgres\"" >>/etc/default/guiju
  start
  holds "it is ready with that" says '"ready"' /readyz
  holds "who was admitted there signs in" session second
  holds "and ends when it is told to" stop
  says_why() { ! save >said 2>&1 && grep -q "PostgreSQL" said; }
  holds "what the timer starts fails there, and says why" says_why
else
  echo "skipped: no PostgreSQL was named"
fi
holds "the package is taken away" dpkg --purge guiju
holds "the company stays" test -s /var/lib/guiju/company.db
saved() { ls /var/backups/guiju/*Z.db; }
holds "its backups stay" saved
holds "the program does not" test ! -e /usr/bin/guiju -a ! -e /usr/share/guiju
echo "$passed passed, 0 failed"
