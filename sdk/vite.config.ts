/** Owns the builds of the SDK: the IIFE for script tags (`--mode script`), its later parts by name, the ESM for npm (`module`). */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { areaList } from '@vant/area-data';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version }: { version: string } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

/** The script build's later parts, by the name in their address, with their entries. */
export const parts: Record<string, string> = {
  filling: 'sdk/filling/filling-part.ts',
  region: 'sdk/region/region-part.ts',
  embed: 'sdk/embed/embed-part.ts',
  share: 'sdk/share/share-part.ts',
  picture: 'sdk/receipt-picture/picture-part.ts',
  ...posterParts(),
  'zh-CN': 'sdk/words/zh-cn-part.ts',
  'zh-TW': 'sdk/words/zh-tw-part.ts',
  en: 'sdk/words/en-part.ts',
};

/** Each poster template: a file in its folder is a part. */
function posterParts(): Record<string, string> {
  const folder = 'sdk/share/poster/templates';
  const names = readdirSync(`${root}${folder}`).map((file) => file.replace(/\.ts$/, ''));
  return Object.fromEntries(names.map((name) => [`poster-${name}`, `${folder}/${name}.ts`]));
}

/** Cities that are none: what lies under them is listed instead. */
const collective = /^(?:省直辖县|自治区直辖县级行政区划)$/;
/** 重庆 is one city; its counties stand outside its districts. */
const better: Record<string, string> = { 500100: '各区', 500200: '各县（自治县）' };

/**
 * Provinces and their cities (GB/T 2260), pruned of all other counties: a line per province, its name, then each
 * city's code within it and its name. The code is left out where it is the one before plus a hundred.
 */
export function regionText(): string {
  const { province_list: provinces, city_list: cities, county_list: counties } = areaList;
  return Object.entries(provinces)
    .map(([code, name]) => {
      const prefix = code.slice(0, 2);
      const own = Object.entries(cities)
        .filter(([city]) => city.startsWith(prefix))
        .flatMap(([city, called]) =>
          collective.test(called)
            ? Object.entries(counties).filter(([county]) => county.startsWith(city.slice(0, 4)))
            : [[city, better[city] ?? called] as const],
        );
      let next = 100;
      const said = own.map(([city, called]) => {
        const at = Number(city.slice(2));
        const text = (at === next ? '' : at) + called;
        next = at + 100;
        return text;
      });
      const short = name.replace(/(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)$/, '');
      return [prefix + short, ...said].join(' ');
    })
    .join('\n');
}

/** Lightning CSS's flag for `light-dark()`: lowering that would put two variables beside every `color-scheme` of ours. */
const lightDark = 1 << 20;

/** The verifier of signatures computes with BigInt, which Safari has since 14: before it the page says so. */
const bigIntTarget = ['chrome74', 'safari14'];

/** Entry, file and output of each mode. The solver and the page of an authorisation are classic scripts: module workers need Chrome 80 and Safari 15. */
const builds = {
  script: { entry: 'sdk/script.ts', file: 'jinjian.js', format: 'iife', output: {} },
  solver: { entry: 'sdk/door/solver-worker.ts', file: 'jinjian-solver.js', format: 'iife', output: {} },
  authorise: { entry: 'sdk/authorise/page.ts', file: 'jinjian-authorise.js', format: 'iife', output: {} },
  // The share centre's own script, with its Preact: it stands on pages that have no form.
  centre: {
    entry: 'sdk/share/centre/centre-script.ts',
    file: 'jinjian-centre.js',
    format: 'iife',
    output: {},
  },
  // The page about a lead, for the tenant's own people.
  lead: { entry: 'sdk/lead/lead-script.ts', file: 'jinjian-lead.js', format: 'iife', output: {} },
  // What stands below that page's own, so that it stays small.
  papers: { entry: 'sdk/lead/papers-script.ts', file: 'jinjian-papers.js', format: 'iife', output: {} },
  // The share card inside WeChat: on pages that hold no form too, so that it stands alone.
  wechat: {
    entry: 'sdk/share/wechat/wechat-script.ts',
    file: 'jinjian-wechat.js',
    format: 'iife',
    output: {},
  },
  module: { entry: 'sdk/index.ts', file: 'index.js', format: 'es', output: {} },
  // The receipt's page has a script of its own, without Preact; its parts are modules that it imports when needed.
  receipt: { entry: 'sdk/receipt/receipt-script.ts', file: 'jinjian-receipt.js', format: 'iife', output: {} },
  // A library build writes modules unminified, so that they are wrapped.
  signature: {
    entry: 'sdk/receipt/signature-part.ts',
    file: 'jinjian-signature.js',
    format: 'iife',
    output: { postFooter: 'export const{sha256,verify}=JinjianScript' },
  },
  own: {
    entry: 'sdk/receipt/own-part.ts',
    file: 'jinjian-own.js',
    format: 'iife',
    output: { postFooter: 'export const{drawCorrection,readablePage}=JinjianScript' },
  },
  places: {
    entry: 'sdk/receipt/places-part.ts',
    file: 'jinjian-places.js',
    format: 'iife',
    output: { postFooter: 'export const{placeName,places}=JinjianScript' },
  },
} as const;

/** The builds that are no part of the first one's, in the order in which they are made. */
export const ownBuilds = Object.keys(builds).filter(isOwn);

function isOwn(mode: string): mode is keyof typeof builds {
  return Object.keys(builds).includes(mode);
}

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
  const own = isOwn(mode) ? builds[mode] : builds.module;
  const build = part ? partBuild(mode, part) : own;
  return {
    root,
    publicDir: false,
    define: {
      __JINJIAN_VERSION__: JSON.stringify(version),
      __JINJIAN_SCRIPT__: JSON.stringify(build !== builds.module),
      __JINJIAN_REGIONS__: JSON.stringify(regionText()),
      'process.env.NODE_ENV': '"production"',
    },
    resolve: { alias: { 'preact/jsx-runtime': `${root}sdk/jsx-runtime.ts` } },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    css: { lightningcss: { exclude: lightDark } },
    build: {
      // Chrome 74 is what old WeChat kernels (X5) come to, Safari 13 the oldest iPhones still seen.
      target: mode === 'signature' ? bigIntTarget : ['chrome74', 'safari13'],
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
