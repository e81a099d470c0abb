/** Owns the builds of the SDK: the IIFE for script tags (`--mode script`), its second part (`second`), the ESM for npm. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version }: { version: string } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

/** Entry, file and output of each mode. */
const builds = {
  script: { entry: 'sdk/script.ts', file: 'jinjian.js', format: 'iife', output: {} },
  second: {
    entry: 'sdk/form/second-part-entry.ts',
    file: 'jinjian-second.js',
    format: 'iife',
    // A module whose default takes the first part's Preact: the views of both must come from one copy.
    output: {
      globals: { preact: 'preact' },
      postBanner: 'export default function(preact){',
      postFooter: 'return JinjianPart.secondPart}',
    },
  },
  module: { entry: 'sdk/index.ts', file: 'index.js', format: 'es', output: {} },
} as const;

export default defineConfig(({ mode }) => {
  const build = mode === 'script' || mode === 'second' ? builds[mode] : builds.module;
  return {
    root,
    publicDir: false,
    define: {
      __JINJIAN_VERSION__: JSON.stringify(version),
      __JINJIAN_SCRIPT__: JSON.stringify(mode === 'script'),
      'process.env.NODE_ENV': '"production"',
    },
    resolve: { alias: { 'preact/jsx-runtime': `${root}sdk/jsx-runtime.ts` } },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      // Chrome 74 is what old WeChat kernels (X5) come to, Safari 13 the oldest iPhones still seen.
      target: ['chrome74', 'safari13'],
      cssTarget: ['chrome74', 'safari13'],
      outDir: 'dist/sdk',
      emptyOutDir: false,
      reportCompressedSize: false,
      lib: {
        entry: build.entry,
        formats: [build.format],
        name: mode === 'second' ? 'JinjianPart' : 'JinjianScript',
        fileName: () => build.file,
      },
      rolldownOptions: {
        external: mode === 'second' ? ['preact'] : [],
        output: {
          codeSplitting: mode === 'module' || mode === 'production',
          comments: false,
          ...build.output,
        },
      },
    },
  };
});
