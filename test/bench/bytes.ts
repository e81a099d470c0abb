/** Owns the bytes that a visitor downloads for a form; must not know what is in them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { packageRoot } from '../../bin/serve/installed.ts';
import { benchServer, form, publishBenchForm, tenant } from './bench-server.ts';
import { type Figure, whole } from './figure.ts';

const budget = 14_000;

export async function bytesFigure(): Promise<Figure> {
  const sdk = readFileSync(join(packageRoot, 'dist', 'sdk', 'jinjian.js'));
  const words = readFileSync(join(packageRoot, 'dist', 'sdk', 'first-words-zh-cn.json'), 'utf8');
  const server = await benchServer();
  try {
    await publishBenchForm(server);
    const answer = await fetch(`${server.url}/w/${tenant}/${form}.js`);
    if (answer.status !== 200) throw new Error(`the form script answered ${answer.status}`);
    const script = Buffer.from(await answer.arrayBuffer());
    // As the server puts them together, without the tenant's own form.
    const measured = brotliCompressSync(`${sdk}\nJinjian.words("zh-CN",${words});\n`).length;
    return {
      what: 'form script, brotli, Preact and zh-CN included',
      budget: `≤ ${whole(budget)} B`,
      measured: `${whole(measured)} B`,
      isWithin: measured <= budget,
      notes: [
        `dist/sdk/jinjian.js alone: ${whole(sdk.length)} B, brotli ${whole(brotliCompressSync(sdk).length)} B, gzip ${whole(gzipSync(sdk).length)} B`,
        `the whole answer of /w/{tenant}/{form}.js with the demo’s business form and its three notices: ${whole(script.length)} B, brotli ${whole(brotliCompressSync(script).length)} B, gzip ${whole(gzipSync(script).length)} B`,
      ],
    };
  } finally {
    await server.remove();
  }
}
