/** Owns what the gates look at: source files by path and text; must not know any rule. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SourceFile {
  /** Relative to the repository, with forward slashes: `sdk/form/form-view.tsx`. */
  path: string;
  text: string;
}

/** Absolute path of the repository. */
export const repository = join(import.meta.dirname, '..', '..');

/** Every source file of the six folders, sorted by path. */
export function readSourceFiles(): SourceFile[] {
  return globSync('{contract,sdk,worker,demo,bin,test}/**/*.{ts,tsx}', { cwd: repository })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(repository, path), 'utf8') }));
}
