/** Owns the two builds of the SDK: `--mode script` the IIFE for script tags, else the ESM for npm. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version }: { version: string } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

export default defineConfig(({ mode }) => {
  const isScript = mode === 'script';
  return {
    root,
    publicDir: false,
    define: { __JINJIAN_VERSION__: JSON.stringify(version), 'process.env.NODE_ENV': '"production"' },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      // Chrome 74 is what old WeChat kernels (X5) come to, Safari 13 the oldest iPhones still seen.
      target: ['chrome74', 'safari13'],
      cssTarget: ['chrome74', 'safari13'],
      outDir: 'dist/sdk',
      emptyOutDir: false,
      reportCompressedSize: false,
      lib: {
        entry: isScript ? 'sdk/script.ts' : 'sdk/index.ts',
        formats: [isScript ? 'iife' : 'es'],
        name: 'JinjianScript',
        fileName: () => (isScript ? 'jinjian.js' : 'index.js'),
      },
      rolldownOptions: { output: { codeSplitting: false, comments: false } },
    },
  };
});
