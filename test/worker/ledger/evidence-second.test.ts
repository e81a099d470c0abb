/** Owns the check that the format can be verified by other code than ours; must not use any of it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isProven } from './evidence/second-verifier.ts';
import { vectorFolder } from './evidence/vector-files.ts';

const onDisk = (name: string) => readFileSync(join(vectorFolder, name), 'utf8');
const {
  key,
  verifiedAt,
  files,
}: { key: string; verifiedAt: string; files: Record<string, { outcome: string }> } = JSON.parse(
  onDisk('expected.json'),
);

/** What a parser of JSON lets pass and canonical JSON does not; its shape is for the first verifier alone. */
const needsOurReader = ['bad/not-unicode.json', 'bad/name-twice.json'];

describe('a second verifier, of node:crypto alone', () => {
  it.each(Object.entries(files).filter(([name]) => !needsOurReader.includes(name)))(
    'CR-03 judges %s as the first one does',
    (name, { outcome }) => {
      expect(isProven(onDisk(name), key, verifiedAt)).toBe(outcome === 'proven');
    },
  );
});
