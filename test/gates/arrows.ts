/** Owns the rule of which folder may import which (DESIGN §3); must not read files. */
import { type Import, importsOf } from './imports.ts';
import type { SourceFile } from './source-file.ts';

/** A zone is the longest listed path that a file lies under. */
interface Zone {
  /** Zones it may import besides itself. */
  may: string[];
  /** Zones it may reach by `import()` only. */
  lazily?: string[];
  /** Packages it may import; a name ending in `*` stands for all that begin so. */
  packages: string[];
}

const workerLeaves = [
  'referral',
  'ledger',
  'routing',
  'delivery',
  'publishing',
  'sealing',
  'sms',
  'e-signing',
  'wechat',
  'retention',
  'outcomes',
].map((name) => `worker/${name}`);
const workerObjects = ['worker/tenant', 'worker/directory', 'worker/traffic'];
/** Below everything in the Worker: bytes, how others are asked, the pace of long work, what is told to the watchdog. */
const workerGround = ['worker/encoding', 'worker/outbound', 'worker/pacing', 'worker/watched', 'contract'];
const runtime = ['cloudflare:*', 'node:*'];
const anyPackage = ['*'];
const sdkPackages = ['preact', 'preact/*'];
/** The SDK's own names and what every folder of it may need, below them. */
const sdkGround = ['sdk/version.ts', 'sdk/events.ts', 'sdk/copy-text.ts', 'contract'];

const zones: Record<string, Zone> = {
  contract: { may: [], packages: [] },

  'sdk/version.ts': { may: [], packages: [] },
  'sdk/events.ts': { may: ['contract'], packages: [] },
  'sdk/copy-text.ts': { may: [], packages: [] },
  'sdk/parts': { may: sdkGround, packages: sdkPackages },
  'sdk/words': { may: ['sdk/parts', ...sdkGround], packages: [] },
  'sdk/draft': { may: [], packages: [] },
  'sdk/large-type': { may: [], packages: [] },
  'sdk/door': { may: sdkGround, packages: [] },
  'sdk/send': { may: ['sdk/draft', ...sdkGround], packages: [] },
  'sdk/attribution': { may: sdkGround, packages: [] },
  'sdk/share': { may: ['sdk/attribution', 'sdk/words', ...sdkGround], packages: sdkPackages },
  // What the pages for holders of a token have in common.
  'sdk/pages': { may: sdkGround, packages: sdkPackages },
  // The share centre's own script: what of the form it needs is how style reaches a shadow root.
  'sdk/share/centre': {
    may: ['sdk/share', 'sdk/pages', 'sdk/form', 'sdk/send', ...sdkGround],
    packages: sdkPackages,
  },
  // The script of the page about a lead, for the tenant's own people. Values read as on the receipt.
  'sdk/lead': {
    may: ['sdk/pages', 'sdk/form', 'sdk/send', 'sdk/receipt', ...sdkGround],
    packages: sdkPackages,
  },
  'sdk/form': {
    may: [
      'sdk/send',
      'sdk/draft',
      'sdk/large-type',
      'sdk/attribution',
      'sdk/words',
      'sdk/parts',
      ...sdkGround,
    ],
    lazily: ['sdk/filling', 'sdk/share'],
    packages: sdkPackages,
  },
  'sdk/filling': {
    may: [
      'sdk/form',
      'sdk/send',
      'sdk/draft',
      'sdk/large-type',
      'sdk/door',
      'sdk/attribution',
      'sdk/words',
      'sdk/parts',
      'sdk/receipt-picture/receipt-picture.ts',
      ...sdkGround,
    ],
    lazily: ['sdk/region', 'sdk/receipt-picture'],
    packages: sdkPackages,
  },
  // The page of an authorisation: the server's markup, measured and proven as the form does it.
  'sdk/authorise': {
    may: [
      'sdk/filling',
      'sdk/form',
      'sdk/send',
      'sdk/words',
      'sdk/large-type',
      'sdk/receipt/kept-secret.ts',
      ...sdkGround,
    ],
    packages: [],
  },
  // A part fetched later: what the filling part asks of it is agreed on in `form`, since neither may hold the other.
  'sdk/region': { may: ['sdk/form', 'sdk/words', ...sdkGround], packages: sdkPackages },
  // The receipt page's own script: no form, no Preact; it verifies what the log says.
  'sdk/receipt': {
    may: [
      'sdk/region',
      'sdk/large-type',
      'sdk/receipt/kept-secret.ts',
      'sdk/receipt-picture/receipt-picture.ts',
      ...sdkGround,
    ],
    packages: [],
  },
  // A part of both the form's and the receipt's page: what it is asked is agreed on in one file.
  'sdk/receipt-picture': { may: ['sdk/receipt-picture/receipt-picture.ts', ...sdkGround], packages: [] },
  'sdk/receipt-picture/receipt-picture.ts': { may: [], packages: [] },
  // What the pages for an applicant share: the receipt's keeps it, the authorisation's finds it.
  'sdk/receipt/kept-secret.ts': { may: [], packages: [] },
  'sdk/receipt/signature-part.ts': { may: [], packages: ['@noble/ed25519', '@noble/hashes/*'] },
  'sdk/config': { may: ['sdk/form', 'sdk/attribution', ...sdkGround], packages: sdkPackages },
  'sdk/element': {
    may: [
      'sdk/element/embedding.ts',
      'sdk/config',
      'sdk/form',
      'sdk/attribution',
      'sdk/words',
      'sdk/parts',
      ...sdkGround,
    ],
    lazily: ['sdk/share', 'sdk/embed'],
    packages: sdkPackages,
  },
  // A part fetched later: of the element it knows what the two have agreed on, never the element itself.
  'sdk/embed': { may: ['sdk/element/embedding.ts', 'sdk/form', ...sdkGround], packages: sdkPackages },
  'sdk/element/embedding.ts': { may: ['contract'], packages: [] },
  sdk: {
    may: [
      'sdk/element',
      'sdk/element/embedding.ts',
      'sdk/config',
      'sdk/form',
      'sdk/attribution',
      'sdk/words',
      ...sdkGround,
    ],
    packages: sdkPackages,
  },

  'worker/encoding': {
    may: ['worker/pacing', 'contract'],
    packages: ['@noble/hashes/*', 'hucre/*', ...runtime],
  },
  'worker/watched': { may: [], packages: [] },
  'worker/pacing': { may: ['contract'], packages: [] },
  'worker/outbound': { may: ['worker/encoding', 'contract'], packages: runtime },
  ...Object.fromEntries(workerLeaves.map((leaf) => [leaf, leafZone()])),
  ...Object.fromEntries(workerObjects.map((object) => [object, objectZone()])),
  // The directory creates tenants: it lists one only once its object is made.
  'worker/directory': { may: ['worker/tenant', ...objectZone().may], packages: objectZone().packages },
  'worker/env.ts': { may: workerObjects, packages: [] },
  'worker/intake': {
    may: [...workerObjects, ...workerLeaves, 'worker/env.ts', ...workerGround],
    packages: ['zod', 'zod/*', 'altcha-lib', 'altcha-lib/*', ...runtime],
  },
  'worker/router': {
    may: ['worker/intake', ...workerObjects, ...workerLeaves, 'worker/env.ts', ...workerGround, 'dist'],
    packages: ['itty-router', 'zod', 'zod/*', 'nanoid', 'qrcode', 'qrcode/*', ...runtime],
  },
  worker: {
    may: [
      'worker/router',
      'worker/intake',
      ...workerObjects,
      ...workerLeaves,
      'worker/env.ts',
      ...workerGround,
    ],
    packages: ['itty-router', ...runtime],
  },

  // The ledger's rules are pure: the commands that check a log run the ones that the log is made by.
  bin: {
    may: ['bin/serve/start-server.ts', 'worker/ledger', ...workerGround, 'dist'],
    packages: anyPackage,
  },
  'bin/serve/start-server.ts': { may: ['bin'], packages: anyPackage },
  demo: { may: ['bin/serve/start-server.ts', 'dist'], packages: anyPackage },
  test: {
    may: ['contract', 'sdk', 'worker', 'demo', 'bin', 'dist', 'vitest.config.ts'],
    packages: anyPackage,
  },

  'sdk/build.ts': { may: ['sdk/vite.config.ts', 'sdk/words'], packages: anyPackage },
  'sdk/vite.config.ts': { may: [], packages: anyPackage },
  'worker/vite.config.ts': { may: [], packages: anyPackage },
  dist: { may: [], packages: [] },
  'vitest.config.ts': { may: [], packages: [] },
};

/** One line for each import that points the wrong way. */
export function wrongArrows(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => importsOf(file).flatMap((one) => judge(one) ?? []));
}

function judge(one: Import): string | null {
  const from = zoneOf(one.from);
  const zone = from === null ? undefined : zones[from];
  if (from === null || zone === undefined) return `${one.from}: lies in no known zone`;
  if (one.kind === 'package') {
    if (zone.packages.some((name) => matches(name, one.to))) return null;
    return `${one.from}: ${from} must not import the package ${one.to}`;
  }
  const to = zoneOf(one.to);
  if (to === null) return `${one.from}: imports ${one.to}, which lies in no known zone`;
  // A test may reach into every part of what it tests.
  const covers = (allowed: string) => allowed === to || (from === 'test' && to.startsWith(`${allowed}/`));
  if (to === from || zone.may.some(covers) || (one.dynamic && zone.lazily?.includes(to))) return null;
  return `${one.from}: ${from} must not import ${one.to}`;
}

function zoneOf(path: string): string | null {
  const holders = Object.keys(zones).filter((zone) => path === zone || path.startsWith(`${zone}/`));
  return holders.sort((a, b) => b.length - a.length)[0] ?? null;
}

function matches(name: string, specifier: string): boolean {
  return name.endsWith('*') ? specifier.startsWith(name.slice(0, -1)) : specifier === name;
}

function leafZone(): Zone {
  return { may: workerGround, packages: ['zod', 'zod/*', 'nanoid', 'qrcode', 'qrcode/*', ...runtime] };
}

function objectZone(): Zone {
  return {
    may: [...workerLeaves, 'worker/env.ts', ...workerGround],
    packages: ['zod', 'zod/*', 'nanoid', ...runtime],
  };
}
