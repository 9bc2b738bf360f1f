#!/usr/bin/env bash
# try.sh DEB: installs the package as an administrator would, makes a company, serves it as its service does, takes the
# package away again. As root; all of it in layers over /usr, /etc and /var that end with this script.
set -euo pipefail
if [ "${1:-}" != --inside ]; then exec unshare --mount --propagation unchanged "$0" --inside "$@"; fi
deb=$(realpath "$2")
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
  holds "systemd understands the service" systemd-analyze verify /usr/lib/systemd/system/guiju.service
else
  echo "skipped: systemd-analyze is not here, so nobody reads the service's file but this script"
fi
example=/usr/share/doc/guiju/examples/first.company.yaml
holds "a company is made" as_service guiju init --database /var/lib/guiju/company.db --company $example
admit() { echo 'a-long-first-password' | as_service guiju user admit first --database /var/lib/guiju/company.db --person 王主任; }
holds "somebody may sign in" admit
options=$(sed -n 's/^GUIJU_OPTIONS="\(.*\)"/\1/p' /etc/default/guiju | sed 's/--port [0-9]*/--port 0/')
# The service's own command, on a port that is free.
command=$(sed -n 's/^ExecStart=//p' /usr/lib/systemd/system/guiju.service)
# shellcheck disable=SC2086  # words, as systemd takes them
runuser -u guiju -- ${command/\$GUIJU_OPTIONS/$options} >served 2>&1 &
server=$!
for _ in $(seq 100); do
  port=$(sed -nE 's|.*http://127\.0\.0\.1:([0-9]+).*|\1|p' served)
  [ -z "$port" ] || break
  sleep 0.2
done
[ -n "$port" ] || cat served
holds "it is ready" says '"ready"' /readyz
holds "it serves its pages" says '<div id="root"' /
session() {
  curl -sS --fail --max-time 10 -H 'X-Guiju: 1' -H 'Content-Type: application/json' \
    -d '{"login":"first","password":"a-long-first-password"}' "http://127.0.0.1:$port/api/v1/session"
}
holds "who was admitted signs in" session
kill -TERM $(cat "/proc/$server/task/$server/children")  # runuser waits for it
holds "it ends when it is told to" wait "$server"
holds "what it wrote is sound" as_service guiju verify --database /var/lib/guiju/company.db
holds "the package is taken away" dpkg --purge guiju
holds "the company stays" test -s /var/lib/guiju/company.db
holds "the program does not" test ! -e /usr/bin/guiju -a ! -e /usr/share/guiju
echo "$passed passed, 0 failed"
