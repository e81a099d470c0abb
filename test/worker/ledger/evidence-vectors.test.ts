/** Owns the check of the evidence vectors: on disk as they are made, and each judged as expected; must not know one by one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultCodes } from '../../../worker/ledger/evidence-verdict.ts';
import { parseVerifierKey } from '../../../worker/ledger/verifier-key.ts';
import { verifyEvidence } from '../../../worker/ledger/verify-evidence.ts';
import { bad } from './evidence/bad-files.ts';
import { vectorFiles, vectorFolder } from './evidence/vector-files.ts';

const onDisk = (name: string) => readFileSync(join(vectorFolder, name), 'utf8');

interface Expected {
  verifiedAt: string;
  key: string;
  files: Record<string, { outcome: string; faults: unknown[]; stated?: string[] }>;
}
const expected: Expected = JSON.parse(onDisk('expected.json'));
const key = parseVerifierKey(expected.key) ?? undefined;
const nowMs = Date.parse(expected.verifiedAt);
const files = Object.entries(expected.files);

describe('the evidence vectors', () => {
  it('are on disk as the script writes them', () => {
    const made = vectorFiles();
    for (const [name, text] of Object.entries(made)) expect(onDisk(name), name).toBe(text);
  });
  it.each(files)('CR-03 PI-14 %s is judged as expected', async (name, { outcome, faults, stated }) => {
    const verdict = await verifyEvidence(onDisk(name), { key, nowMs });
    expect(verdict.faults).toEqual(faults);
    expect(verdict.outcome).toBe(outcome);
    const told = verdict.stated.map((one) => (one.holder === '' ? one.name : `${one.holder}.${one.name}`));
    if (stated !== undefined) expect(told.sort()).toEqual(stated);
  });
  it.each(files.filter(([name]) => name.startsWith('good/')))(
    '%s proves nothing without a key, nor under another one',
    async (name) => {
      expect((await verifyEvidence(onDisk(name), { nowMs })).outcome).toBe('consistent');
      const stranger = parseVerifierKey(JSON.parse(onDisk('bad/key-of-stranger.json')).log.key);
      if (stranger === null) throw new Error('no key');
      const verdict = await verifyEvidence(onDisk(name), { key: stranger, nowMs });
      expect(verdict.outcome).toBe('failed');
      expect(verdict.faults).toEqual([{ check: 'key', code: 'key_other', at: 'log.key' }]);
    },
  );
  it('a file that a stranger made whole is told apart by the key alone', async () => {
    expect((await verifyEvidence(onDisk('bad/key-of-stranger.json'), { nowMs })).outcome).toBe('consistent');
  });
  it('meet every fault that there is', () => {
    const met = new Set(Object.values(bad).flatMap(({ faults }) => faults.map((text) => text.split(' ')[0])));
    const all = Object.entries(faultCodes).flatMap(([check, codes]) =>
      codes.map((code) => `${check}/${code}`),
    );
    expect(all.filter((one) => !met.has(one))).toEqual([]);
  });
});
