/** Owns the program that writes test/vectors/evidence anew, the same bytes each time; must not verify anything. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { vectorFiles, vectorFolder } from './vector-files.ts';

for (const folder of ['good', 'bad']) rmSync(join(vectorFolder, folder), { recursive: true, force: true });
for (const [name, text] of Object.entries(vectorFiles())) {
  const path = join(vectorFolder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
