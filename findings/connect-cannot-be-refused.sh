#!/usr/bin/env bash
# Runtime: workerd 1.20261102.1 (npm, Linux or macOS), compatibility date 2026-11-01.
# Expected: a Worker that exports `connect(socket)` can refuse a CONNECT request, as kj::HttpService::ConnectResponse
#   offers (`reject`), and a Worker without it answers 405 or 501, as origin servers do (RFC 9110 §9.3.6).
# What happens: with a handler the client has its 200 before the handler is called, whatever that does: returns, throws,
#   returns a Response of 405. The 200 repeats the request's own headers. Without a handler it is 500, and an uncaught
#   exception is logged. No Worker can answer CONNECT with a status of its own.
# Why it matters: a scanner takes a 200 for an open proxy; a 500 that anyone can cause fills the log.
# Source: https://github.com/cloudflare/workerd/pull/6059 (connect handler), src/workerd/server/server/listen/mod.rs
set -euo pipefail
folder=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund workerd@1.20261102.1 >/dev/null

cat > config.capnp <<'CONFIG'
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "worker.js", esModule = embed "worker.js")], compatibilityDate = "2026-11-01"))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")]);
CONFIG

# Prints the status line of a CONNECT, and whether the answer repeats a header of the request.
ask() {
  echo "$1" > worker.js
  : > control
  ./node_modules/.bin/workerd serve --control-fd=3 config.capnp 3>control 2>log &
  pid=$!
  for _ in $(seq 100); do grep -q '"port"' control && break; sleep 0.1; done
  port=$(sed -n 's/.*"port":\([0-9]*\).*/\1/p' control)
  answer=$(node -e '
    const socket = require("node:net").connect(Number(process.argv[1]), "127.0.0.1");
    socket.setEncoding("utf8").on("data", (text) => process.stdout.write(text)).on("error", () => {});
    socket.write("CONNECT other.example:443 HTTP/1.1\r\nHost: other.example:443\r\nX-Mine: repeated\r\n\r\n");
    setTimeout(() => socket.destroy(), 2000);' "$port" | tr -d '\r')
  kill "$pid"; wait "$pid" 2>/dev/null || true; pid=
  status=$(printf '%s' "$answer" | sed -n '1s/^HTTP\/1.1 \([0-9]*\).*/\1/p')
  repeats=no; if printf '%s' "$answer" | grep -qi '^x-mine: repeated'; then repeats=yes; fi
}

expect() {
  echo "$1: status $status, the request's header repeated: $repeats"
  [ "$status $repeats" = "$2" ] || { echo "changed: it was $2"; exit 1; }
}
fetch="fetch() { return new Response('hi') }"
ask "export default { $fetch }"
expect 'no handler' '500 no'
grep -q 'Uncaught exception' log || { echo 'changed: nothing is logged'; exit 1; }
ask "export default { $fetch, async connect(socket) { await socket.close() } }"
expect 'a handler that closes' '200 yes'
ask "export default { $fetch, connect() { throw new Error('no') } }"
expect 'a handler that throws' '200 yes'
ask "export default { $fetch, connect() { return new Response('no', { status: 405 }) } }"
expect 'a handler that answers 405' '200 yes'
