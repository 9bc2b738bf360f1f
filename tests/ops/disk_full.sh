#!/usr/bin/env bash
# disk_full.sh: what happens when the disk is full, on filesystems of some megabytes that end with this script. As root.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
if [ "${1:-}" != --inside ]; then
  if [ "$(id -u)" != 0 ] || ! unshare --mount --propagation private true 2>/dev/null; then
    echo "skipped: no small filesystem can be mounted here (as root only)"
    exit 0
  fi
  exec unshare --mount --propagation private "$0" --inside
fi
home=$(mktemp -d /tmp/guiju-disk-full-XXXXXX)
chmod 0755 "$home"
# shellcheck source=tests/ops/lib.sh
. tests/ops/lib.sh
clusters=()
clean_up() {
  end_servers
  for cluster in "${clusters[@]}"; do stop_cluster "$cluster" immediate; done
  umount -l "$home"/small* 2>/dev/null || true
  rm -rf "$home"
}
trap clean_up EXIT

small() { mkdir -p "$home/$1" && mount -t tmpfs -o "size=$2,mode=0755" "$1" "$home/$1"; }  # NAME SIZE
fill() { dd if=/dev/zero of="$1/filler" bs=64k 2>/dev/null || true; }
free() { rm -f "$1/filler"; }
# A little may fit again where a file has room left: /readyz says 200 until the next is refused.
is_told() { register "key-told-$((told += 1))"; [ "$status" = 507 ] && answers 507 /readyz; }
told=0
logged() { tail -n 20 "$home/log" | grep -q -- "$1"; }
wait_until() { for _ in $(seq "$1"); do "${@:2}" && return; sleep 0.2; done; return 1; }  # TRIES COMMAND…
upload() { ask "/api/v1/attachments?name=photo.txt" -H 'Content-Type: application/octet-stream' --data-binary "@$home/photo"; }
# Four at a time, until the disk takes no more.
register_until_full() {  # NAME
  local worker number
  for worker in 1 2 3 4; do
    (for number in $(seq 5000); do
      register "key-$1-$worker-$number"
      [ "$status" = 201 ] || { echo "$status" >"$home/ended-$worker"; break; }
    done) &
    workers[worker]=$!
  done
  wait "${workers[@]}"
}
workers=()
all_ended_with() { tail "$home"/ended-*; [ "$(cat "$home"/ended-* | sort -u)" = "$1" ]; }
head -c 300000 /dev/zero | tr '\0' 'x' >"$home/photo"
holds "a demo company is made" make_company "$home/company.db"

echo "-- SQLite"
small small 40m
disk=$home/small company=$home/small/company.db
cp -r "$home"/company.db* "$disk"
holds "it is served from a disk of 40 MB" serve "$company"
holds "somebody signs in" sign_in zhoumin
head -c $(($(df --output=avail -B1 "$disk" | tail -n 1) - 1500000)) /dev/zero >"$disk/filler"
register_until_full sqlite
holds "four who register at once are told in the end that the disk is full" all_ended_with 507
fill "$disk"
register key-refused
holds "a command is refused: 507" test "$status" = 507
holds "…with a code, and words that say what to do" says '"STORAGE_FULL".*to make room'
holds "the log says why" logged 'STORAGE_FULL.*the disk is full, nothing can be written to .*company.db'
holds "/readyz tells" wait_until 20 is_told
holds "/healthz does not: the server lives" answers 200 /healthz
holds "reading goes on" answers 200 '/api/v1/clients?limit=5'
upload
holds "an attachment is refused: 507" test "$status" = 507
holds "the log says why of the attachment" logged 'cannot .*company.db-attachments.*No space left'
holds "nothing of it stays" test -z "$(find "$company-attachments/incoming" -type f 2>/dev/null)"
backup_fails() { fails "$guiju" backup --database "$company" "$disk/saved.db" && grep -q "disk is full.*saved.db" "$home/said"; }
holds "a backup onto that disk fails, and names its file and the reason" backup_fails
holds "nothing of it stays, either" test -z "$(find "$disk" -name 'saved*')"
backup_works() { "$guiju" backup --database "$company" "$home/saved.db" && is_sound "$home/saved.db"; }
holds "a backup to another disk works, and is sound" backup_works
restore_fails() { fails "$guiju" restore "$home/saved.db" --database "$disk/restored.db" && [ -z "$(find "$disk" -name 'restored*')" ]; }
holds "a restoring onto that disk fails and leaves nothing" restore_fails
export_fails() {
  fails "$guiju" export records --database "$home/saved.db" --packs packs --out "$disk/records.jsonl" &&
    grep -q "records.jsonl" "$home/said" && [ ! -e "$disk/records.jsonl" ]
}
holds "an export onto that disk fails, names its file and leaves none" export_fails
# What SQLite has moved into the database leaves room in its log: on a full disk now and then something is kept.
done_or_told() { "$@" || grep -q "disk is full" "$home/said"; }
export_of_full() { done_or_told "$guiju" export records --database "$company" --packs packs --out "$home/records.jsonl"; }
holds "an export of the company on the full disk fails and says so, or its line is kept" export_of_full
printf 'code,name,phone\nT1,张三,13800000001\n' >"$home/clients.csv"
cat >"$home/clients.map.yaml" <<'MAP'
mapping: clients
pack: company
key: row.code
as: '"周敏"'
lines: [{at: moment("2026-01-01"), do: client.register, with: {key: row.code, name: row.name, phone: row.phone, site: '"JN"'}}]
MAP
import_into_full() { done_or_told "$guiju" import clients --database "$company" --packs packs --map "$home/clients.map.yaml" "$home/clients.csv"; }
holds "an import fails and says so, or is kept" import_into_full
end_server KILL
copy_keeps_all() { "$guiju" backup --database "$company" "$home/killed.db" && keeps_what_it_acknowledged "$home/killed.db"; }
holds "killed now, nothing acknowledged is missing" copy_keeps_all
served_or_told() { serve "$company" || tail -n 3 "$home/log" | grep -q "disk is full"; }
holds "started on the full disk, it serves or says why not" served_or_told
end_server KILL
free "$disk"
holds "with space it starts" serve "$company"
sign_in zhoumin
fill "$disk"
register key-refused-again
holds "full again: refused" test "$status" = 507
free "$disk"
holds "space is made: /readyz tells without a restart" wait_until 20 answers 200 /readyz
register key-after-space
holds "…and commands are taken" test "$status" = 201
upload
holds "…and attachments" test "$status" = 201
fill "$disk"
end_server TERM
free "$disk"
holds "what was acknowledged is there, once" keeps_what_it_acknowledged "$company"
holds "what was refused is not" fails grep -q 'key-refused' "$home/there"
holds "the company is sound" is_sound "$company"

[ -n "$postgres_bin" ] || { echo "skipped: PostgreSQL is not installed"; echo "$passed passed, 0 failed"; exit 0; }

in_postgres() {  # FOLDER: moves the company there and serves it
  start_cluster "$1" "-c max_wal_size=8MB -c wal_recycle=off" && as_postgres "$postgres_bin/createdb" -h "$1" -U guiju guiju &&
    "$guiju" migrate --database "$home/company.db" --to "$(url_of "$1")" --contents "$1/contents" && serve "$(url_of "$1")"
}
goes_on_in_postgres() {  # NAME
  holds "there is space: /readyz tells without a restart of the server" wait_until 50 answers 200 /readyz
  register "key-$1-after-space"
  holds "…and commands are taken" test "$status" = 201
  end_server TERM
  holds "what was acknowledged is there, once" keeps_what_it_acknowledged "$(url_of "$cluster")"
  holds "the company is sound" is_sound "$(url_of "$cluster")"
}

: >"$home/acknowledged"
echo "-- PostgreSQL, its data on a full disk"
small small-data 90m
cluster=$home/small-data; clusters+=("$cluster")
mkdir "$home/wal" && chown postgres "$home/wal"
make_cluster "$cluster" --wal-segsize=1 --waldir="$home/wal/a"
holds "the company is served from PostgreSQL" in_postgres "$cluster"
sign_in zhoumin
fill "$cluster"
register_until_full data
holds "those who register are told in the end that the disk is full" all_ended_with 507
holds "the log says why" logged "STORAGE_FULL.*PostgreSQL's disk is full"
holds "/readyz tells" wait_until 20 is_told
holds "reading goes on" answers 200 '/api/v1/clients?limit=5'
free "$cluster"
goes_on_in_postgres data
stop_cluster "$cluster"

: >"$home/acknowledged"
echo "-- PostgreSQL, its log (pg_wal) on a full disk"
small small-wal 24m
chown postgres "$home/small-wal"
cluster=$home/roomy; clusters+=("$cluster")
make_cluster "$cluster" --wal-segsize=1 --waldir="$home/small-wal/wal"
holds "the company is served from PostgreSQL" in_postgres "$cluster"
sign_in zhoumin
fill "$home/small-wal"
register_until_full wal
holds "PostgreSQL stops itself; those who register are told that the server cannot, or that the disk is full" fails all_ended_with 201
holds "…and PostgreSQL's own log says why" grep -q 'No space left on device' "$cluster/log"
holds "/readyz tells" answers 503 /readyz
free "$home/small-wal"
stop_cluster "$cluster" immediate
holds "space is made, and PostgreSQL started again" start_cluster "$cluster"
goes_on_in_postgres wal
echo "$passed passed, 0 failed"
