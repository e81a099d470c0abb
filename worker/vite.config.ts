/** Owns the build of the Worker into one module, the same for Cloudflare and for workerd; must not know either. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));

export default defineConfig({
  root,
  define: { __JINJIAN_VERSION__: JSON.stringify(version) },
  // The runtime resolves the way Cloudflare does: packages' `workerd` and `worker` entries first.
  ssr: { target: 'webworker', noExternal: true, resolve: { conditions: ['workerd', 'worker', 'module'] } },
  build: {
    ssr: 'worker/index.ts',
    outDir: 'dist/worker',
    emptyOutDir: true,
    target: 'es2022',
    // Unminified: a stack trace from the field must name the function it came from.
    minify: false,
    sourcemap: true,
    copyPublicDir: false,
    rolldownOptions: {
      external: /^(?:cloudflare|node):/,
      output: { format: 'es', entryFileNames: 'index.js', codeSplitting: false },
    },
  },
});
