/** Owns the second process that sends load: one burst per message, then silence; must not judge figures. */
import { submissionText } from './applicant.ts';
import { openConnection } from './load-connection.ts';
import { type Burst, type BurstResult, isBurst } from './load-protocol.ts';

/** 微信 on an iPhone: a visit that is counted. */
const weChat =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.60 Language/zh_CN';

process.on('message', async (message) => {
  if (!isBurst(message)) throw new Error('not a burst');
  process.send?.(await send(message));
});
// The bench ended, however it did: nothing of it stays.
process.on('disconnect', () => process.exit(0));

async function send(burst: Burst): Promise<BurstResult> {
  // Built beforehand: making bodies must not take time from sending them.
  const requests = Array.from({ length: burst.count }, () => requestBytes(burst));
  const connections = await Promise.all(
    Array.from({ length: burst.concurrency }, () => openConnection(burst.port)),
  );
  let next = 0;
  let accepted = 0;
  let refusedWith = 0;
  const cpu = process.cpuUsage();
  const startMs = performance.now();
  await Promise.all(
    connections.map(async (connection) => {
      for (let request = requests[next++]; request !== undefined; request = requests[next++]) {
        const status = await connection.exchange(request);
        if (status === burst.expects) accepted += 1;
        else refusedWith ||= status;
      }
    }),
  );
  const elapsedMs = performance.now() - startMs;
  const { user, system } = process.cpuUsage(cpu);
  for (const connection of connections) connection.close();
  return { accepted, refusedWith, elapsedMs, generatorCpuMs: (user + system) / 1000 };
}

function requestBytes({ port, path, grants, expects }: Burst): Buffer {
  if (expects === 302) {
    const head = [
      `GET ${path} HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      `User-Agent: ${weChat}`,
      'Accept: text/html',
    ];
    return Buffer.from(`${head.join('\r\n')}\r\n\r\n`);
  }
  const body = submissionText(grants);
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}
