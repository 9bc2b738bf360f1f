#!/usr/bin/env bash
# drill.sh: the restoring of docs/how-to/operate.md, done in a place of its own: a demo company at work, its moment noted,
# harm done, the company brought back. Prints how long nobody could work and how much was kept for it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
home=$(mktemp -d /tmp/guiju-drill-XXXXXX)
chmod 0755 "$home"
# shellcheck source=tests/ops/lib.sh
. tests/ops/lib.sh
clean_up() {
  end_servers
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
echo "$passed passed, 0 failed"
