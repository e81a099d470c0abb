#!/usr/bin/env bash
# Runtime: workerd 1.20261102.1 (npm, Linux or macOS), compatibility date 2026-11-01; Node's own fetch to compare with.
# Expected: fetch reads a response whose header lines are folded, as RFC 9112 §5.2 demands of user agents ("MUST replace each
#   received obs-fold with one or more SP"), and unpacks every content coding of RFC 9110 §8.4.1, `deflate` and `x-gzip` too,
#   in any case of letters.
# What happens: a folded line, anywhere in the head, makes fetch reject with "Network connection lost.", word for word what
#   a reset connection does. `gzip` and `br` are unpacked; `deflate`, `x-gzip` and `GZIP` are handed over packed. Node's fetch
#   reads all of them.
# Why it matters: the server has taken the request and said so. A sender that tries again what was "lost" sends a lead twice.
# Source: https://github.com/capnproto/capnproto/blob/v2/c%2B%2B/src/kj/compat/http.c%2B%2B (parseHeaders),
#   https://github.com/cloudflare/workerd/blob/main/src/workerd/api/http.c%2B%2B (getContentEncoding)
set -euo pipefail
folder=$(mktemp -d)
pids=
trap '[ -z "$pids" ] || kill $pids 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund workerd@1.20261102.1 >/dev/null

cat > server.js <<'SERVER'
const { deflateSync, gzipSync } = require('node:zlib');
const text = Buffer.from('taken');
const answers = {
  '/plain': [['X-Note: a'], text],
  '/folded': [['X-Note: a,', '\tb'], text],
  '/gzip': [['Content-Encoding: gzip'], gzipSync(text)],
  '/upper': [['Content-Encoding: GZIP'], gzipSync(text)],
  '/x-gzip': [['Content-Encoding: x-gzip'], gzipSync(text)],
  '/deflate': [['Content-Encoding: deflate'], deflateSync(text)],
};
const server = require('node:net').createServer((socket) => {
  socket.on('error', () => {}).once('data', (bytes) => {
    const [lines, body] = answers[String(bytes).split(' ')[1]];
    const head = ['HTTP/1.1 200 OK', ...lines, `Content-Length: ${body.length}`, 'Connection: close', '', ''];
    socket.end(Buffer.concat([Buffer.from(head.join('\r\n')), body]));
  });
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
SERVER
node server.js > server.port &
pids=$!
for _ in $(seq 100); do [ -s server.port ] && break; sleep 0.1; done

cat > config.capnp <<'CONFIG'
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (modules = [(name = "worker.js", esModule = embed "worker.js")],
      compatibilityDate = "2026-11-01", globalOutbound = "out")),
    (name = "out", network = (allow = ["private"]))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")]);
CONFIG
cat > worker.js <<'WORKER'
export default {
  fetch: (request) =>
    fetch(new URL(request.url).searchParams.get('url')).then(
      async (answer) => new Response((await answer.text()) === 'taken' ? 'read' : 'handed over packed'),
      (error) => new Response(error.message),
    ),
};
WORKER
: > control
./node_modules/.bin/workerd serve --control-fd=3 config.capnp 3>control &
pids="$pids $!"
for _ in $(seq 100); do grep -q '"port"' control && break; sleep 0.1; done
port=$(sed -n 's/.*"port":\([0-9]*\).*/\1/p' control)
target="http://127.0.0.1:$(cat server.port)"

expect() {
  by_node=$(node -e 'fetch(process.argv[1]).then(async (answer) => console.log(await answer.text()), () => console.log("lost"))' "$target$1")
  by_workerd=$(node -e 'fetch(process.argv[1]).then(async (answer) => console.log(await answer.text()))' "http://127.0.0.1:$port/?url=$target$1")
  echo "$1: workerd: $by_workerd; Node: $by_node"
  [ "$by_workerd, $by_node" = "$2" ] || { echo "changed: it was $2"; exit 1; }
}
expect /plain 'read, taken'
expect /folded 'Network connection lost., taken'
expect /gzip 'read, taken'
expect /upper 'handed over packed, taken'
expect /x-gzip 'handed over packed, taken'
expect /deflate 'handed over packed, taken'
