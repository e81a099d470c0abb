/** Owns the rules of which texts can be asked for later and how long a grant holds; must not know storage. */
import { describe, expect, test } from 'vitest';
import { unfitForLater, validityOf } from '../../contract/authorisation.ts';
import type { NoticeKind, PublishedNotice, Recipient } from '../../contract/notice.ts';

const party = (kind: Recipient['kind']): Recipient => ({ id: kind, legalName: kind, kind, contact: '1' });

function notice(
  kind: NoticeKind,
  parties?: Recipient[],
  more: Partial<PublishedNotice> = {},
): PublishedNotice {
  return {
    id: 'n',
    version: 1,
    digest: 'sha256:0',
    kind,
    locale: 'zh-CN',
    title: 't',
    blocks: [],
    purposes: ['p'],
    infoKinds: ['k'],
    retention: 'r',
    refusal: 'f',
    withdrawal: 'w',
    contact: 'c',
    ...(parties === undefined ? {} : { parties }),
    ...more,
  };
}

describe('a text that can be asked for later', () => {
  test.for(['provide', 'credit_query', 'credit_report'] as const)('is a %s of one lender', (kind) => {
    expect(unfitForLater(notice(kind, [party('lender')]))).toBeNull();
  });
  test.for(['privacy', 'sensitive', 'marketing', 'cross_border'] as const)('is no %s', (kind) => {
    expect(unfitForLater(notice(kind, [party('lender')]))).toBe('not_for_later');
  });
  test.for([
    [undefined],
    [[]],
    [[party('broker')]],
    [[party('bureau')]],
    [[party('self')]],
    [[party('lender'), party('lender')]],
    [[party('lender'), party('broker')]],
  ])('names one lender and nobody else: not %j', ([parties]) => {
    expect(unfitForLater(notice('credit_query', parties))).toBe('one_lender');
  });
});

describe('validity', () => {
  const validity = { days: 5, maxQueries: 3 };
  test('is the text’s own', () => {
    for (const kind of ['provide', 'credit_query', 'credit_report'] as const)
      expect(validityOf(notice(kind, [], { validity }))).toEqual(validity);
  });
  test('of a query that names none is one query within 90 days (C12, C13); others hold until withdrawn', () => {
    expect(validityOf(notice('credit_query'))).toEqual({ days: 90, maxQueries: 1 });
    expect(validityOf(notice('credit_report'))).toBeUndefined();
    expect(validityOf(notice('provide'))).toBeUndefined();
  });
});
