#!/usr/bin/env bash
# renewal.sh: the server speaks TLS with files, and a renewed certificate takes effect while it runs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
home=$(mktemp -d /tmp/guiju-renewal-XXXXXX)
# shellcheck source=tests/ops/lib.sh
. tests/ops/lib.sh
clean_up() {
  end_servers
  rm -rf "$home"
}
trap clean_up EXIT

issue() {  # NAME DAYS: into $home/NAME and $home/NAME.key
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days "$2" -subj "/CN=$1" \
    -addext subjectAltName=IP:127.0.0.1 -keyout "$home/$1.key" -out "$home/$1" 2>/dev/null
}
install_certificate() { cp "$home/$1.key" "$home/key.pem"; cp "$home/$1" "$home/chain.pem"; }  # NAME
# Only over TLS, and only with the certificate named.
answers_with() { curl -sS --fail --max-time 20 --cacert "$home/$1" "$base/healthz"; }  # NAME
wait_until() { for _ in $(seq 50); do "$@" >/dev/null 2>&1 && return; sleep 0.1; done; return 1; }
logged() { grep -q -- "$1" "$home/log"; }
refuses() {  # REASON OPTION…: the server does not start, and says why
  local reason=$1; shift
  fails "$guiju" serve --database "$home/company.db" --packs packs --port 0 "$@" >"$home/refused" 2>&1 || return 1
  cat "$home/refused"
  grep -q -- "$reason" "$home/refused"
}

holds "certificates are made" eval "issue first 30 && issue second 60 && issue other 30"
holds "a company is made" "$guiju" init --database "$home/company.db" --packs packs --company examples/first.company.yaml
install_certificate first
chmod 0644 "$home/key.pem"
scheme=https
holds "it is served over TLS" serve "$home/company.db" --certificate "$home/chain.pem" --certificate-key "$home/key.pem"
holds "who asks is answered" answers_with first
holds "a key that others may read is told of" logged "the certificate's key can be read by others"
strict() { curl -sS --max-time 20 --cacert "$home/first" -o /dev/null -D - "$base/" | grep -qi '^strict-transport-security: max-age=31536000'; }
holds "browsers come back over TLS alone" strict

cp "$home/second" "$home/chain.pem"
kill -HUP "$server"
holds "a certificate without its key is not taken" wait_until logged 'the new certificate is not taken.*does not fit'
holds "the old one stays" answers_with first
install_certificate second
kill -HUP "$server"
holds "with its key it is" wait_until answers_with second
holds "its last day stands in the log" logged '"what":"certificate read anew".*"last_day":"20'

holds "without the file it does not start" refuses "missing.pem: cannot be read" --certificate "$home/missing.pem" --certificate-key "$home/key.pem"
holds "nor with the key of another" refuses "other.key: the key does not fit" --certificate "$home/chain.pem" --certificate-key "$home/other.key"
holds "nor with one of the two" refuses "--certificate requires --certificate-key" --certificate "$home/chain.pem"
holds "it ends when it is told to" eval 'kill -TERM "$server" && wait "$server"'
echo "$passed passed, 0 failed"
