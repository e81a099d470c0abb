/** Owns the check of what counts as a change of a notice, and which changes an earlier grant does not cover (PI-03). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, PublishedNotice } from '../../../contract/notice.ts';
import { diffBlocks } from '../../../worker/publishing/block-diff.ts';
import { diffNotices } from '../../../worker/publishing/notice-diff.ts';
import { noticeOf, recipientOf } from './samples.ts';

const bank = recipientOf('bank-a');
const other = recipientOf('bank-b');
if (bank === undefined || other === undefined) throw new Error('the samples have these recipients');

const base: PublishedNotice = {
  ...need(noticeOf('provide')),
  recipients: ['bank-a'],
  parties: [bank],
  fields: ['name', 'phone'],
  purposes: ['登记贷款意向', '与您联系'],
  infoKinds: ['姓名', '手机号码'],
};

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('missing');
  return value;
}

const verdict = (change: Partial<PublishedNotice>, from: PublishedNotice = base) => {
  const { material, reasons, insufficient } = diffNotices(from, { ...from, ...change });
  return { material, reasons, insufficient };
};
const nothing = { material: false, reasons: [], insufficient: false };
const more = (reason: string) => ({ material: true, reasons: [reason], insufficient: true });
const less = (reason: string) => ({ material: true, reasons: [reason], insufficient: false });

describe('an earlier grant (PI-03)', () => {
  it.each<[string, Partial<PublishedNotice>, ReturnType<typeof more>]>([
    ['one more purpose', { purposes: [...base.purposes, '评估额度'] }, more('purpose')],
    ['a purpose worded anew', { purposes: ['登记融资意向', '与您联系'] }, more('purpose')],
    ['one purpose less', { purposes: ['与您联系'] }, less('purpose')],
    ['one more kind of information', { infoKinds: [...base.infoKinds, '收入'] }, more('info_kind')],
    ['one kind less', { infoKinds: ['姓名'] }, less('info_kind')],
    ['one more field', { fields: ['name', 'phone', 'amount'] }, more('info_kind')],
    ['one field less', { fields: ['name'] }, less('info_kind')],
    ['one more recipient', { recipients: ['bank-a', 'bank-b'], parties: [bank, other] }, more('recipient')],
    ['another recipient', { recipients: ['bank-b'], parties: [other] }, more('recipient')],
    ['no recipient any more', { recipients: [], parties: [] }, less('recipient')],
    [
      'another legal person under the id',
      { parties: [{ ...bank, legalName: '别的银行' }] },
      more('recipient'),
    ],
    ['another kind of notice', { kind: 'marketing' }, more('kind')],
    ['a credit purpose', { creditPurpose: 'post_loan' }, more('purpose')],
    ['one more bureau', { bureaus: ['百行征信有限公司'] }, more('bureau')],
  ])('and %s', (_name, change, expected) => {
    expect(verdict(change)).toEqual(expected);
  });

  it.each<[string, Partial<PublishedNotice>]>([
    ['other words', { title: '新标题', blocks: [{ type: 'paragraph', text: '新的说明' }] }],
    ['another contact of the same recipient', { parties: [{ ...bank, contact: '400-1' }] }],
    ['a longer retention', { retention: '保存一年' }],
    ['another order', { purposes: [...base.purposes].reverse() }],
    ['a full stop, a space, a full-width sign', { purposes: ['登记 贷款意向。', '与您联系'] }],
    ['another summary', { summary: '我同意' }],
  ])('covers %s', (_name, change) => {
    expect(verdict(change)).toEqual(nothing);
    expect(diffNotices(base, { ...base, ...change }).changes).not.toEqual([]);
  });

  it('of a credit query does not cover more days or more queries, and covers fewer', () => {
    const credit: PublishedNotice = { ...base, kind: 'credit_query' };
    const validity = (days: number, maxQueries: number) => ({ validity: { days, maxQueries } });
    expect(verdict(validity(91, 1), credit)).toEqual(more('validity'));
    expect(verdict(validity(90, 2), credit)).toEqual(more('validity'));
    expect(verdict(validity(30, 1), credit)).toEqual(nothing);
    expect(verdict({ validity: undefined }, { ...credit, ...validity(30, 1) })).toEqual(more('validity'));
  });

  it('is judged against the later text alone: what came and went again is no change', () => {
    expect(diffNotices(base, { ...base, version: 3, digest: 'sha256:33' })).toEqual({
      ...nothing,
      changes: [],
    });
  });
});

describe('changes', () => {
  it('name path, kind, before and after, in the order of the text', () => {
    const { changes } = diffNotices(base, {
      ...base,
      title: '新标题',
      summary: '我同意',
      creditPurpose: 'loan_review',
      purposes: ['与您联系', '评估额度'],
      parties: [{ ...bank, contact: '400-1' }],
      validity: { days: 30, maxQueries: 1 },
    });
    expect(changes).toEqual([
      { path: 'title', kind: 'changed', before: base.title, after: '新标题' },
      { path: 'summary', kind: 'added', after: '我同意' },
      { path: 'creditPurpose', kind: 'added', after: 'loan_review' },
      { path: 'validity', kind: 'added', after: { days: 30, maxQueries: 1 } },
      { path: 'purposes.0', kind: 'removed', before: '登记贷款意向' },
      { path: 'purposes.1', kind: 'added', after: '评估额度' },
      { path: 'parties.0.contact', kind: 'changed', before: bank.contact, after: '400-1' },
    ]);
  });

  it('of an order alone are one', () => {
    const after = [...base.purposes].reverse();
    expect(diffNotices(base, { ...base, purposes: after }).changes).toEqual([
      { path: 'purposes', kind: 'changed', before: base.purposes, after },
    ]);
  });
});

describe('blocks', () => {
  const p = (text: string): Block => ({ type: 'paragraph', text });
  it('are told as added, removed or changed', () => {
    const before = [p('甲'), p('乙'), p('丙')];
    expect(diffBlocks(before, [p('甲'), p('乙二'), p('丙'), p('丁')])).toEqual([
      { path: 'blocks.1', kind: 'changed', before: p('乙'), after: p('乙二') },
      { path: 'blocks.3', kind: 'added', after: p('丁') },
    ]);
    expect(diffBlocks(before, [p('丙')])).toEqual([
      { path: 'blocks.0', kind: 'removed', before: p('甲') },
      { path: 'blocks.1', kind: 'removed', before: p('乙') },
    ]);
    expect(diffBlocks([p('甲')], [{ type: 'heading', text: '甲' }]).map(({ kind }) => kind)).toEqual([
      'removed',
      'added',
    ]);
    expect(diffBlocks([p('甲')], [{ ...p('甲'), strong: true }])).toHaveLength(1);
  });

  it('of any two texts: what is told, done to the one, makes the other', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd').map(p), { maxLength: 8 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const changes = diffBlocks(before, after);
        const at = (path: string) => Number(path.slice('blocks.'.length));
        const gone = changes.filter(({ kind }) => kind === 'removed').map(({ path }) => at(path));
        const changed = changes.filter(({ kind }) => kind === 'changed');
        const came = changes.filter(({ kind }) => kind !== 'removed').map(({ path }) => at(path));
        const kept = after.filter((_, index) => !came.includes(index));
        // Of the old text only what went or was changed is missing, and in its order.
        const left = before.filter((_, index) => !gone.includes(index));
        for (const { before: old } of changed) {
          const place = left.findIndex((block) => JSON.stringify(block) === JSON.stringify(old));
          expect(place).toBeGreaterThanOrEqual(0);
        }
        expect(left.length - changed.length).toBe(kept.length);
        expect(diffBlocks(before, before)).toEqual([]);
      }),
    );
  });
});
