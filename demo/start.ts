/** Owns `npm start`: options in, addresses out, a clean end; must not know how the parts work. */
import { join, resolve } from 'node:path';
import { addressBlock } from './address-block.ts';
import { runDemo } from './run-demo.ts';

const root = resolve(import.meta.dirname, '..');
const wishedPort = Number(process.env.PORT || 8787);

async function main(): Promise<number> {
  if (!Number.isInteger(wishedPort) || wishedPort < 1 || wishedPort > 65_000) {
    throw new Error('PORT must be a number from 1 to 65000');
  }
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      // A second Ctrl-C means now.
      if (stopping.signal.aborted) process.exit(130);
      stopping.abort();
    });
  }
  const stopped = new Promise<'stopped'>((settle) => {
    stopping.signal.addEventListener('abort', () => settle('stopped'));
  });
  let said = '';
  const demo = await runDemo({
    dataDir: join(root, '.demo'),
    ports: { server: wishedPort, partner: 8788, crm: 8789, staff: 8790 },
    signal: stopping.signal,
    onOutput: (text) => {
      said = (said + text).slice(-2000);
    },
  }).catch((error: unknown) => {
    if (stopping.signal.aborted) return null;
    throw error;
  });
  if (demo === null) return 0;
  console.log(addressBlock(demo, process.cwd()));
  const end = await Promise.race([stopped, demo.serverEnded]);
  // Ctrl-C reaches the whole process group: the server may have ended first.
  if (end === 'stopped' || stopping.signal.aborted) {
    await demo.close();
    console.log('  已结束 · ended');
    return 0;
  }
  await demo.close();
  throw new Error(`the server ended by itself: ${said.trim().split('\n').at(-1) || end}`);
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const reason = error instanceof Error ? error.message : 'unknown error';
    console.error(`无法运行演示 · the demo can't run: ${reason.split('\n')[0]}`);
    process.exit(1);
  },
);
