/** Owns the stored inputs of each target, as files; must not know what a target does with them. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { type Bytes, joinedBytes } from './mutate-bytes.ts';

export const repository = join(import.meta.dirname, '../..');
const corpusFolder = join(import.meta.dirname, 'corpus');
/** Sound and forged evidence files are test vectors already. */
const vectorFolders: Readonly<Record<string, string[]>> = {
  evidence: ['good', 'bad'].map((name) => join(repository, 'test/vectors/evidence', name)),
};
/** Targets that reach the same code by another way share a corpus: `served-notice` has that of `notice`. */
const corpusOf = (target: string) => target.replace(/^served-/, '');

export interface Stored {
  /** Below the repository. */
  path: string;
  bytes: Bytes;
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .sort()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** Everything stored for a target, in the order of names. */
export function storedInputs(target: string): Stored[] {
  const folders = [join(corpusFolder, corpusOf(target)), ...(vectorFolders[corpusOf(target)] ?? [])];
  return folders.flatMap(filesIn).map((path) => ({
    path: relative(repository, path),
    bytes: joinedBytes([readFileSync(path)]),
  }));
}

/** The target whose corpus a file is in. */
export function targetOfFile(path: string): string {
  return basename(dirname(path));
}

/**
 * Stores an input for good; its path below the repository.
 * @param why `fault`: it once broke a promise. `reach`: it led where no other did.
 */
export function storeInput(target: string, why: 'fault' | 'reach', input: Bytes): string {
  const folder = join(corpusFolder, corpusOf(target));
  const digest = createHash('sha256').update(input).digest('hex').slice(0, 12);
  const path = join(folder, `${why}-${digest}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, input);
  return relative(repository, path);
}
