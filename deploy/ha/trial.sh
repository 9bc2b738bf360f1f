#!/usr/bin/env bash
# trial.sh: three nodes, each with PostgreSQL, Patroni and etcd, two servers of Guiju and eight who register complaints, all
# on this machine and in a folder of its own. The primary's node is killed under load, comes back, and later hands over in
# good order; prints for how long nobody was acknowledged, and proves that nothing acknowledged is lost or done twice.
# TRIAL_PORT: the first of some thirty ports. TRIAL_SECONDS: for how long work goes on before each trouble.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
home=$(mktemp -d /tmp/guiju-ha-XXXXXX)
chmod 0755 "$home"
# shellcheck source=../../tests/ops/lib.sh
. tests/ops/lib.sh
for program in patroni etcd etcdctl jq psql curl; do
  command -v "$program" >/dev/null ||
    { echo "skipped: no $program (./dev ha installs what is missing)"; rm -rf "$home"; exit 0; }
done
declare -A pids
clean_up() {
  touch "$home/over"
  end_servers
  for node in 1 2 3; do kill_node "$node"; done
  wait 2>/dev/null || true
  rm -rf "$home"
}
trap clean_up EXIT

readonly first_port=${TRIAL_PORT:-24100}
clients() { echo "127.0.0.1:$((first_port + $1))"; }
peers() { echo "127.0.0.1:$((first_port + 10 + $1))"; }
rest() { echo "127.0.0.1:$((first_port + 20 + $1))"; }
postgres() { echo "127.0.0.1:$((first_port + 30 + $1))"; }
each() { echo "$("$1" 1),$("$1" 2),$("$1" 3)"; }  # KIND
wait_until() { for _ in $(seq "$1"); do "${@:2}" && return; sleep 0.2; done; return 1; }  # TRIES COMMAND…

start_etcd() {  # NODE
  etcd --name "e$1" --data-dir "$home/etcd$1" --initial-cluster-state new \
    --initial-cluster "e1=http://$(peers 1),e2=http://$(peers 2),e3=http://$(peers 3)" \
    --listen-client-urls "http://$(clients "$1")" --advertise-client-urls "http://$(clients "$1")" \
    --listen-peer-urls "http://$(peers "$1")" --initial-advertise-peer-urls "http://$(peers "$1")" >>"$home/etcd$1.log" 2>&1 &
  pids[etcd$1]=$!
}
etcd_agrees() { ETCDCTL_API=3 etcdctl --endpoints "$(each clients)" endpoint health; }

start_patroni() {  # NODE: as its service would, with what stands in node.env
  local as=()
  mkdir -p "$home/node$1"
  if [ "$(id -u)" = 0 ]; then
    chown postgres "$home/node$1"
    as=(setpriv --reuid postgres --regid postgres --init-groups)
  fi
  "${as[@]}" env HOME="$home/node$1" PATRONI_NAME="node$1" PATRONI_ETCD3_HOSTS="$(each clients)" \
    PATRONI_RESTAPI_LISTEN="$(rest "$1")" PATRONI_RESTAPI_CONNECT_ADDRESS="$(rest "$1")" \
    PATRONI_POSTGRESQL_LISTEN="$(postgres "$1")" PATRONI_POSTGRESQL_CONNECT_ADDRESS="$(postgres "$1")" \
    PATRONI_POSTGRESQL_DATA_DIR="$home/node$1/data" PATRONI_POSTGRESQL_PGPASS="$home/node$1/pgpass" \
    PATRONI_SUPERUSER_USERNAME=postgres PATRONI_SUPERUSER_PASSWORD=trial \
    PATRONI_REPLICATION_USERNAME=replicator PATRONI_REPLICATION_PASSWORD=trial \
    patroni deploy/ha/patroni.yml >>"$home/node$1.log" 2>&1 &
  pids[patroni$1]=$!
}
start_node() { start_etcd "$1"; start_patroni "$1"; }
# All that runs on a node dies at once, as when its machine loses power.
kill_node() {
  local postmaster
  local mine="${pids[patroni$1]:-} ${pids[etcd$1]:-}"
  postmaster=$(head -n 1 "$home/node$1/data/postmaster.pid" 2>/dev/null || true)
  # shellcheck disable=SC2046,SC2086  # one word a process
  kill -KILL $mine $postmaster $([ -z "$postmaster" ] || pgrep -P "$postmaster") 2>/dev/null || true
  # shellcheck disable=SC2086
  wait $mine 2>/dev/null || true
}

# What the first node that answers knows of the three.
members() { for n in 1 2 3; do curl -sS --max-time 3 "http://$(rest "$n")/cluster" 2>/dev/null | jq -c '.members[]' && return; done; return 1; }
leader() { members | jq -ers 'map(select(.role == "leader" and .state == "running"))[0].name[4:] // empty'; }
others_follow() {  # COUNT: so many others follow the leader without lag, one of them acknowledging what is written
  leader >/dev/null && members >"$home/members" &&
    jq -se --argjson n "$1" 'any(.role == "sync_standby") and
      (map(select(.role != "leader" and (.state | IN("running", "streaming")) and .lag == 0)) | length >= $n)' "$home/members"
}
tells_of() { "$@" || { cat "$home/members"; tail -n 5 "$home"/node?.log; return 1; }; }
another_leads() { node=$(leader) && [ "$node" != "$1" ]; }  # NODE
as_superuser() { PGPASSWORD=trial PGCONNECT_TIMEOUT=2 psql -qXAt "postgresql://postgres@$(each postgres)/postgres?target_session_attrs=read-write" -c "$1"; }

# One who registers complaints until told to stop, each until some server says yes.
customer() {  # NUMBER
  local key asked=$1 number
  for number in $(seq 100000); do
    key=key-$1-$number
    while [ ! -e "$home/over" ]; do
      base=${bases[asked % 2]}; asked=$((asked + 1))
      register "$key"
      [ "$status" != 201 ] || { echo "$EPOCHREALTIME" >>"$home/when-$1"; break; }
      echo "$status" >>"$home/refusals-$1"
      sleep 0.1
    done
    [ ! -e "$home/over" ] || return 0
  done
}
acknowledged() { wc -l <"$home/acknowledged"; }
has_acknowledged() { [ "$(acknowledged)" -ge "$1" ]; }  # COUNT
seconds() { awk -v from="$1" -v to="$2" 'BEGIN { printf "%.1f s", to - from }'; }  # FROM TO
# The longest time from one acknowledgement, of whomever, to the next.
longest_pause() {  # FROM TO
  cat "$home"/when-* | sort -n | awk -v from="$1" -v to="$2" \
    '$1 >= from && $1 <= to { if (last && $1 - last > most) most = $1 - last } $1 >= from - 5 { last = $1 } END { printf "%.1f s", most }'
}

holds "a demo company is made" make_company "$home/company.db"
for node in 1 2 3; do start_etcd "$node"; done
holds "three of etcd agree" wait_until 100 etcd_agrees
for node in 1 2 3; do start_patroni "$node"; done
holds "three nodes: a primary and two that follow, one of them synchronous" tells_of wait_until 450 others_follow 2
as_superuser "CREATE ROLE guiju LOGIN PASSWORD 'trial'" && as_superuser "CREATE DATABASE guiju OWNER guiju"
export PGPASSWORD=trial
company="postgresql://guiju@$(each postgres)/guiju?target_session_attrs=read-write&connect_timeout=3&tcp_user_timeout=6000"
holds "the company is moved there" "$guiju" migrate --database "$home/company.db" --packs packs --to "$company" --contents "$home/contents"
serve "$company"; bases=("$base")
serve "$company"; bases+=("$base")
holds "two servers, and somebody signs in" sign_in zhoumin
patience=10 workers=()
for number in 1 2 3 4 5 6 7 8; do customer "$number" & workers+=($!); done
sleep "${TRIAL_SECONDS:-10}"

before=$(acknowledged) primary=$(leader) killed=$EPOCHREALTIME
kill_node "$primary"
holds "$before are acknowledged; node $primary, the primary's, is killed, and another is primary" tells_of wait_until 300 another_leads "$primary"
elected=$EPOCHREALTIME
holds "PostgreSQL takes what is written" wait_until 300 as_superuser 'CREATE TABLE taken()'
taken=$EPOCHREALTIME
holds "work goes on" wait_until 300 has_acknowledged $((before + 50))
resumed=$EPOCHREALTIME
start_node "$primary"
holds "the node comes back, and follows" tells_of wait_until 450 others_follow 2
sleep "${TRIAL_SECONDS:-10}"

before=$(acknowledged) primary=$(leader) asked=$EPOCHREALTIME
switch_over() { curl -sS --fail-with-body --max-time 60 -d "{\"leader\": \"node$primary\"}" "http://$(rest "$primary")/switchover"; }
holds "$before are acknowledged; node $primary is told to hand over" switch_over
holds "another is primary" tells_of wait_until 300 another_leads "$primary"
holds "work goes on" wait_until 300 has_acknowledged $((before + 50))
handed=$EPOCHREALTIME
holds "the old primary follows" tells_of wait_until 450 others_follow 2

touch "$home/over"
wait "${workers[@]}"
unset patience
for server in "${servers[@]}"; do end_server TERM "$server"; done
holds "nothing acknowledged is lost, nothing is there twice" keeps_what_it_acknowledged "$company"
holds "the company is sound" is_sound "$company"
refused=$(cat "$home"/refusals-* | sort | uniq -c | awk '{ printf "%s%d after %s", n++ ? ", " : "", $1, $2 }')
echo "      nobody was acknowledged for $(longest_pause "$killed" "$resumed") when the primary's node was killed (another was primary after $(seconds "$killed" "$elected"), PostgreSQL took what was written after $(seconds "$killed" "$taken")), for $(longest_pause "$asked" "$handed") when one handed over"
echo "      $(acknowledged) acknowledged; asked again: $refused (000: no answer within 10 s)"
echo "$passed passed, 0 failed"
