/** Owns the build of the command for the packed package: Node strips no types under node_modules; must not run it. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  build: {
    ssr: 'bin/jinjian.ts',
    outDir: 'dist/bin',
    emptyOutDir: true,
    target: 'node22',
    minify: false,
    copyPublicDir: false,
    rolldownOptions: { output: { format: 'es', entryFileNames: 'jinjian.js', codeSplitting: false } },
  },
});
