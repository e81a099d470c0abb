/** Owns the builds of the SDK: the IIFE for script tags (`--mode script`), its later parts by name, the ESM for npm (`module`). */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version }: { version: string } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

/** The script build's later parts, by the name in their address, with their entries. */
export const parts: Record<string, string> = {
  filling: 'sdk/filling/filling-part.ts',
  embed: 'sdk/embed/embed-part.ts',
  'zh-CN': 'sdk/words/zh-cn-part.ts',
  'zh-TW': 'sdk/words/zh-tw-part.ts',
  en: 'sdk/words/en-part.ts',
};

/** Lightning CSS's flag for `light-dark()`: lowering that would put two variables beside every `color-scheme` of ours. */
const lightDark = 1 << 20;

/** Entry, file and output of each mode. */
const builds = {
  script: { entry: 'sdk/script.ts', file: 'jinjian.js', format: 'iife', output: {} },
  module: { entry: 'sdk/index.ts', file: 'index.js', format: 'es', output: {} },
} as const;

function partBuild(name: string, entry: string) {
  return {
    entry,
    file: `jinjian-${name}.js`,
    format: 'iife',
    // A module whose default takes the first part's Preact: the views of both must come from one copy.
    output: {
      globals: { preact: 'preact' },
      postBanner: 'export default function(preact){',
      postFooter: 'return JinjianPart.part}',
    },
  } as const;
}

export default defineConfig(({ mode }) => {
  const part = parts[mode];
  const build = part ? partBuild(mode, part) : mode === 'script' ? builds.script : builds.module;
  return {
    root,
    publicDir: false,
    define: {
      __JINJIAN_VERSION__: JSON.stringify(version),
      __JINJIAN_SCRIPT__: JSON.stringify(build !== builds.module),
      'process.env.NODE_ENV': '"production"',
    },
    resolve: { alias: { 'preact/jsx-runtime': `${root}sdk/jsx-runtime.ts` } },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    css: { lightningcss: { exclude: lightDark } },
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
        name: part ? 'JinjianPart' : 'JinjianScript',
        fileName: () => build.file,
      },
      rolldownOptions: {
        external: part ? ['preact'] : [],
        output: {
          codeSplitting: build === builds.module,
          comments: false,
          ...build.output,
        },
      },
    },
  };
});
