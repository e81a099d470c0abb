/** Owns the bundling of a Worker of the bench's own into one module; must not know what it does. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

/** Bundles an entry below this folder; `remove` deletes the result. */
export async function workerBundle(entry: string): Promise<{ path: string; remove(): void }> {
  const outDir = mkdtempSync(join(tmpdir(), 'jinjian-bench-worker-'));
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { target: 'webworker', noExternal: true },
    build: {
      ssr: join(import.meta.dirname, entry),
      outDir,
      emptyOutDir: true,
      minify: false,
      copyPublicDir: false,
      rolldownOptions: {
        external: /^(?:cloudflare|node):/,
        output: { format: 'es', entryFileNames: 'index.js', codeSplitting: false },
      },
    },
  });
  return {
    path: join(outDir, 'index.js'),
    remove: () => rmSync(outDir, { recursive: true, force: true }),
  };
}
