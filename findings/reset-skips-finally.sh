#!/usr/bin/env bash
# Runtime: workerd 1.20261102.1 (npm, Linux or macOS), compatibility date 2026-11-01.
# Expected: a request handler's `finally` runs however its client leaves, or never does once the client has left.
# What happens: a client that closes its connection (FIN) while the handler waits for a timer or another service lets it
#   run to its end, `finally` included. One that resets it (RST: a killed app, a phone that lost its network) ends it in
#   the middle, and `finally` never runs. `waitUntil` with the same promise lets it run in both cases.
# Why it matters: what is counted up at the start of a handler and down in `finally` (requests under way, locks in memory)
#   leaks one for each reset; with a cap, such clients lock everybody out.
# Source: https://developers.cloudflare.com/workers/runtime-apis/context/#waituntil says that an invocation may be
#   cancelled when the client disconnects; which disconnects do is not told.
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
cat > worker.js <<'WORKER'
const ended = [];
export default {
  async fetch(request, env, ctx) {
    const { pathname } = new URL(request.url);
    if (pathname === '/ended') return Response.json(ended);
    const work = (async () => {
      try {
        await scheduler.wait(1000);
        return new Response('done');
      } finally {
        ended.push(pathname);
      }
    })();
    if (pathname.endsWith('/kept')) ctx.waitUntil(work);
    return work;
  },
};
WORKER
: > control
./node_modules/.bin/workerd serve --control-fd=3 config.capnp 3>control &
pid=$!
for _ in $(seq 100); do grep -q '"port"' control && break; sleep 0.1; done
port=$(sed -n 's/.*"port":\([0-9]*\).*/\1/p' control)
saw=$(node -e '
  const port = Number(process.argv[1]);
  const leave = (path, how) => new Promise((resolve) => {
    const socket = require("node:net").connect(port, "127.0.0.1", () => {
      socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
      setTimeout(() => { socket[how](); resolve(); }, 300);
    });
    socket.on("error", () => {});
  });
  (async () => {
    await Promise.all([
      leave("/fin", "destroy"), leave("/reset", "resetAndDestroy"),
      leave("/fin/kept", "destroy"), leave("/reset/kept", "resetAndDestroy"),
    ]);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    const ended = await (await fetch(`http://127.0.0.1:${port}/ended`)).json();
    console.log(ended.sort().join(" "));
  })();' "$port")
echo "finally ran for: $saw"
[ "$saw" = '/fin /fin/kept /reset/kept' ] || { echo 'changed: it was /fin /fin/kept /reset/kept'; exit 1; }
