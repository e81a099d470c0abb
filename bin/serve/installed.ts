/** Owns where the package's own files are and what they say of themselves; must not know the operator's options. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StartRefused } from './start-refused.ts';
import { type Compatibility, compatibilityOf } from './workerd-config.ts';

/** The folder of this package's package.json, from source and from the build alike. */
export const packageRoot = findRoot(import.meta.dirname);

// CommonJS without types, whose default export loaders wrap differently: `require` is the same everywhere.
const workerd: { default: string; compatibilityDate: string } = createRequire(import.meta.url)('workerd');

/** Path of workerd's binary for this platform. */
export const workerdBinary = workerd.default;

/** YYYY-MM-DD: the newest compatibility date that this workerd knows. */
export const workerdCompatibilityDate = workerd.compatibilityDate;

export const builtBundle = join(packageRoot, 'dist', 'worker', 'index.js');

/** The package's version. */
export function installedVersion(): string {
  const described: unknown = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
  if (typeof described === 'object' && described !== null && 'version' in described) {
    return String(described.version);
  }
  throw new Error('package.json has no version');
}

/** @throws StartRefused when wrangler.toml does not say which runtime behaviour the Worker needs */
export function installedCompatibility(): Compatibility {
  const compatibility = compatibilityOf(readFileSync(join(packageRoot, 'wrangler.toml'), 'utf8'));
  if (compatibility === null) {
    throw new StartRefused('wrangler.toml lacks compatibility_date or compatibility_flags');
  }
  return compatibility;
}

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  if (dirname(folder) === folder) throw new Error('package.json not found above the program');
  return findRoot(dirname(folder));
}
