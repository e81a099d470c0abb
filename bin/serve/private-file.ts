/** Owns writing small files that only their owner may read, whole or not at all; must not know what is in them. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Replaces a file in one step (write aside, fsync, rename) with mode 0600. */
export function writePrivateFile(path: string, text: string): void {
  const aside = `${path}.${process.pid}.tmp`;
  rmSync(aside, { force: true });
  const file = openSync(aside, 'wx', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(aside, path);
  // Without this a power cut could bring the old directory entry back.
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
