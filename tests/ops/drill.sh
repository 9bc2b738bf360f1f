#!/usr/bin/env bash
# drill.sh [sqlite | postgres]: the restoring of docs/how-to/operate.md, done in a place of its own: a demo company at
# work, its moment noted, harm done, the company brought back. Prints how long nobody could work and how much was kept for it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
engine=${1:-both}
home=$(mktemp -d /tmp/guiju-drill-XXXXXX)
chmod 0755 "$home"
# shellcheck source=tests/ops/lib.sh
. tests/ops/lib.sh
clusters=()
clean_up() {
  end_servers
  for cluster in "${clusters[@]}"; do stop_cluster "$cluster" immediate; done
  rm -rf "$home"
}
trap clean_up EXIT

work_on() { for number in $(seq "$2"); do register "key-$1-$number"; [ "$status" = 201 ] || return 1; done; }  # NAME COUNT
is_harmed() { fails is_sound "$1"; }
size_of() { du -sh "$@" | awk '{ print $1 }' | paste -sd' '; }
seconds_since() { awk -v from="$1" -v to="$(date +%s.%N)" 'BEGIN { printf "%.1f s", to - from }'; }
is_as_at_the_moment() {  # DATABASE: what was acknowledged before it is there, once; nothing that came later
  keeps_what_it_acknowledged "$1" && ! grep -q '^key-after' "$home/there"
}
: >"$home/acknowledged"
holds "a demo company is made" make_company "$home/company.db"

drill_backup() {
  echo "-- SQLite: the last backup"
  company=$home/lite/company.db
  mkdir "$home/lite"
  cp -r "$home"/company.db* "$home/lite"
  holds "it is served" serve "$company"
  holds "somebody signs in" sign_in zhoumin
  holds "work goes on" work_on before 40
  holds "the timer saves it, beside the running server" deploy/backup "$company" "$home/saved" 3
  cp "$home/acknowledged" "$home/before"
  holds "work goes on" work_on after 20
  end_server TERM
  begun=$(date +%s.%N)
  dd if=/dev/urandom of="$company" bs=4096 seek=100 count=2000 conv=notrunc 2>/dev/null  # a disk that forgets
  holds "harm is done: the file is no company any more" is_harmed "$company"
  mv "$home/lite" "$home/harmed"; mkdir "$home/lite"
  last=$(find "$home/saved" -name '*.db' | sort | tail -n 1)
  holds "the last backup is restored" "$guiju" restore "$last" --database "$company"
  holds "it is sound" is_sound "$company"
  holds "it is served" serve "$company"
  pause=$(seconds_since "$begun")
  end_server TERM
  cp "$home/before" "$home/acknowledged"
  holds "what was acknowledged before the backup is there, and nothing later" is_as_at_the_moment "$company"
  echo "      $pause from the harm to the first answer; kept: $(size_of "$last" "$last-attachments")"
}

drill_tables() {
  echo "-- SQLite: the tables harmed, the journal whole"
  serve "$company"
  sign_in zhoumin
  holds "work goes on" work_on tables 20
  end_server TERM
  begun=$(date +%s.%N)
  sqlite3 "$company" 'DELETE FROM records WHERE rid % 3 = 0; DELETE FROM clocks'
  holds "harm is done: records are gone" is_harmed "$company"
  holds "the company is made anew from its journal" "$guiju" migrate --database "$company" --packs packs --to "$home/lite/anew.db"
  pause=$(seconds_since "$begun")
  holds "nothing is lost" keeps_what_it_acknowledged "$home/lite/anew.db"
  holds "it is sound" is_sound "$home/lite/anew.db"
  echo "      $pause from the harm to the whole company"
}

archive_log() {  # FOLDER: what is written to the cluster is copied there, at the latest after a minute
  cat >>"$cluster/data/postgresql.conf" <<CONF
archive_mode = on
archive_timeout = 60
archive_command = 'test ! -f $1/%f && cp %p $1/%f.part && sync $1/%f.part && mv $1/%f.part $1/%f'
CONF
}
restore_to() {  # MOMENT: the cluster as it was then, of the last base backup and the archived log
  mv "$cluster/data" "$cluster/harmed"
  as_postgres cp -r "$cluster/base" "$cluster/data"
  cat >>"$cluster/data/postgresql.conf" <<CONF
restore_command = 'cp $archive/%f %p'
recovery_target_time = '$1'
recovery_target_action = promote
CONF
  as_postgres touch "$cluster/data/recovery.signal"
  start_cluster "$cluster"
}
may_be_written() {
  for _ in $(seq 300); do [ "$(psql -qXAt "$company" -c 'SELECT pg_is_in_recovery()')" != f ] || return 0; sleep 0.1; done
  return 1
}

drill_moment() {
  echo "-- PostgreSQL: to a moment"
  : >"$home/acknowledged"
  cluster=$home/pg archive=$home/archive
  clusters+=("$cluster")
  make_cluster "$cluster"
  install -d -o "$(stat -c %U "$cluster")" "$archive"
  archive_log "$archive"
  start_cluster "$cluster"
  as_postgres "$postgres_bin/createdb" -h "$cluster" -U guiju guiju
  company=$(url_of "$cluster")
  holds "the company is moved there" "$guiju" migrate --database "$home/company.db" --packs packs --to "$company" --contents "$home/contents"
  holds "it is served" serve "$company"
  holds "somebody signs in" sign_in zhoumin
  holds "work goes on" work_on first 20
  holds "the cluster is saved, beside the running server" \
    as_postgres "$postgres_bin/pg_basebackup" -h "$cluster" -U guiju -D "$cluster/base" --checkpoint=fast
  holds "work goes on" work_on before 40
  cp "$home/acknowledged" "$home/before"
  sleep 0.1
  moment=$(date -u +'%Y-%m-%d %H:%M:%S.%6N+00')
  sleep 0.1
  holds "the moment is noted ($moment); work goes on" work_on after 20
  begun=$(date +%s.%N)
  psql -qX "$company" -c 'DELETE FROM journal WHERE seq % 7 = 0; DELETE FROM records WHERE rid % 3 = 0'
  holds "harm is done: rows are deleted, of the journal too" is_harmed "$company"
  end_server TERM
  stop_cluster "$cluster"  # what is not archived yet is archived as it ends
  holds "the cluster is restored to the moment" restore_to "$moment"
  holds "it may be written to" may_be_written
  holds "the company is sound" is_sound "$company"
  holds "it is served" serve "$company"
  pause=$(seconds_since "$begun")
  cp "$home/before" "$home/acknowledged"
  holds "what was acknowledged before the moment is there, and nothing later" is_as_at_the_moment "$company"
  holds "somebody signs in" sign_in zhoumin
  holds "work goes on" work_on restored 5
  end_server TERM
  holds "the company is sound" is_sound "$company"
  echo "      $pause from the harm to the first answer; kept: $(size_of "$cluster/base") the cluster, $(size_of "$archive") its log, $(size_of "$home/contents") attachments"
}

case $engine in both | sqlite) drill_backup; drill_tables ;; esac
case $engine in
  both | postgres) if [ -n "$postgres_bin" ]; then drill_moment; else echo "skipped: PostgreSQL is not installed"; fi ;;
esac
echo "$passed passed, 0 failed"
