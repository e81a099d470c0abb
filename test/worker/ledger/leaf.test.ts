/** Owns the check of what a leaf says and hides; must not know the tree. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ConsentRecord, withLead } from '../../../worker/ledger/consent-record.ts';
import { boundLeaf, commitment, leafOf, unboundLeaf } from '../../../worker/ledger/leaf.ts';
import { readLeaf } from '../../../worker/ledger/verify-decision.ts';

const record: ConsentRecord = {
  v: 1,
  tenant: 'acme',
  controller: { legalName: '诚信助贷', uscc: undefined },
  channel: 'form',
  submission: 'sub_0123456789abcdefghij',
  form: { id: 'loan', version: 3, digest: 'sha256:ff' },
  notice: { id: 'privacy', version: 2, digest: 'sha256:aa' },
  decision: 'granted',
  at: '2026-11-22T08:00:00.000Z',
  locale: 'zh-CN',
  subject: 'c3ViamVjdA',
  presentation: { fontPx: 14, contrast: null, trusted: true },
};
const salt = new Uint8Array(32).fill(7);

/** The record in RFC 8785 order, written by hand. */
const canonical =
  '{"at":"2026-11-22T08:00:00.000Z","channel":"form","controller":{"legalName":"诚信助贷"},' +
  '"decision":"granted","form":{"digest":"sha256:ff","id":"loan","version":3},' +
  '"locale":"zh-CN","notice":{"digest":"sha256:aa","id":"privacy","version":2},' +
  '"presentation":{"contrast":null,"fontPx":14,"trusted":true},"subject":"c3ViamVjdA",' +
  '"submission":"sub_0123456789abcdefghij","tenant":"acme","v":1}';

describe('a leaf', () => {
  it('commits to salt ‖ canonical record, as an auditor computes it', () => {
    const expected = createHash('sha256').update(salt).update(canonical).digest('base64url');
    expect(commitment(salt, record)).toBe(expected);
    expect(leafOf(record, salt)).toBe(
      `{"at":"2026-11-22T08:00:00.000Z","decision":"granted","notice":{"digest":"sha256:aa","id":"privacy","version":2},"record":"${expected}","type":"grant","v":1}`,
    );
  });
  it('says nothing of the person: neither submission, subject, form nor presentation', () => {
    const leaf = leafOf(record, salt);
    for (const hidden of ['sub_', 'c3ViamVjdA', 'loan', 'presentation', 'acme'])
      expect(leaf).not.toContain(hidden);
  });
  it.each<[string, Partial<ConsentRecord>]>([
    ['decision', { decision: 'refused' }],
    ['time', { at: '2026-11-22T08:00:00.001Z' }],
    ['subject', { subject: 'other' }],
    ['text', { notice: { ...record.notice, digest: 'sha256:ab' } }],
    ['presentation', { presentation: { fontPx: 13, contrast: null, trusted: true } }],
  ])('commits to the %s', (_name, change) => {
    expect(commitment(salt, { ...record, ...change })).not.toBe(commitment(salt, record));
  });
  it('can’t be tried against guessed records without the salt', () => {
    expect(commitment(new Uint8Array(32).fill(8), record)).not.toBe(commitment(salt, record));
  });
  it.each(['at', 'notice.id', 'notice.digest', 'record'])(
    'is none with half of a surrogate pair in its %s, however it is escaped',
    (place) => {
      const leaf = JSON.parse(leafOf(record, salt));
      expect(readLeaf(leafOf(record, salt))).not.toBeNull();
      const [name = '', inner] = place.split('.');
      const holder = inner === undefined ? leaf : leaf[name];
      const member = inner ?? name;
      // V8 takes anything in brackets for a comment in a date.
      holder[member] = member === 'at' ? `${leaf.at.slice(0, 10)} (\ud83d)` : `${holder[member]}\ud83d`;
      expect(readLeaf(JSON.stringify(leaf))).toBeNull();
    },
  );
});

describe('a leaf that is bound to its lead later', () => {
  it('is the one of the record that names the lead, whatever else is in the record', () => {
    const text = fc.string({ unit: 'grapheme' });
    const members = fc.record(
      { at: text, submission: text, subject: text, ref: text, page: fc.record({ path: text }) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(members, text, fc.uint8Array({ minLength: 32, maxLength: 32 }), (more, lead, salted) => {
        const unnamed: ConsentRecord = { ...record, v: 2, ...more };
        const whole = leafOf(withLead(unnamed, lead), salted);
        expect(boundLeaf(unboundLeaf(unnamed, salted), lead)).toBe(whole);
      }),
    );
  });
  it('is another one for another lead', () => {
    const leaf = unboundLeaf({ ...record, v: 2 }, salt);
    expect(boundLeaf(leaf, 'ld_a')).not.toBe(boundLeaf(leaf, 'ld_b'));
  });
});

describe('the record as it was committed to', () => {
  it('names the lead from version 2 on; one of before is left as it is', () => {
    expect(withLead({ ...record, v: 2 }, 'ld_a').lead).toBe('ld_a');
    expect(withLead(record, 'ld_a')).toEqual(record);
  });
});
