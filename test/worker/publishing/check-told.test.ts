/** Owns the check that a duty which only words can fulfil is missed when untold, and seen in whatever words it is told. */
import { describe, expect, it } from 'vitest';
import type { NoticeKind } from '../../../contract/notice.ts';
import { creditDuties } from '../../../worker/publishing/credit-duties.ts';
import type { NoticeDraft } from '../../../worker/publishing/notice-schema.ts';
import { toldDuties } from '../../../worker/publishing/told-duties.ts';
import { privacyDraft, recipientOf, untoldIn } from './samples.ts';

/** Members that fulfil no duty of another. */
const silent: NoticeDraft = {
  ...privacyDraft,
  title: '甲',
  blocks: [{ type: 'paragraph', text: '甲' }],
  purposes: ['甲'],
  infoKinds: ['甲'],
  retention: '甲',
  refusal: '甲',
  withdrawal: '甲',
  contact: '甲',
};

const untold = (draft: NoticeDraft) => untoldIn(draft).map(({ rule }) => rule);

const asked: Record<NoticeKind, string[]> = {
  privacy: ['N3', 'N10', 'N12', 'N13', 'N14', 'N15'],
  sensitive: ['N5', 'N5'],
  provide: ['N7'],
  marketing: ['N16'],
  cross_border: ['N9'],
  credit_query: ['C5', 'C17', 'C18', 'C19', 'C20', 'C12', 'C13', 'C19'],
  credit_report: ['C8', 'C5', 'C11', 'C17', 'C18', 'C19', 'C12', 'C13', 'C19'],
};
const kinds: NoticeKind[] = [
  'privacy',
  'sensitive',
  'provide',
  'marketing',
  'cross_border',
  'credit_query',
  'credit_report',
];

describe.each(kinds)('a notice of kind %s', (kind) => {
  it('that says nothing leaves these duties of rules.md §4 untold', () => {
    expect(untold({ ...silent, kind })).toEqual(asked[kind]);
  });
  it.each([0, -1])('is complete with one word for each group (%d), wherever it stands', (pick) => {
    const words = [...toldDuties, ...creditDuties]
      .filter((duty) => duty.kinds.includes(kind))
      .flatMap(({ groups }) => groups);
    const text = words.map((group) => group.at(pick)).join('。');
    const more = { validity: { days: 90, maxQueries: 1 } };
    expect(
      untold({ ...silent, ...more, kind, blocks: [{ type: 'list', items: [text], strong: true }] }),
    ).toEqual([]);
  });
});

it('names law and reason in both languages, at the place where the words belong', () => {
  const [finding] = untoldIn({ ...silent, kind: 'sensitive' });
  expect(finding).toEqual({
    path: 'blocks',
    code: 'missing_duty',
    rule: 'N5',
    reason: {
      zh: '写明处理敏感个人信息的必要性',
      en: 'Tell why the sensitive information is needed',
    },
    source: '《个人信息保护法》第30条',
  });
});

describe('a credit authorisation', () => {
  const credit = { ...silent, kind: 'credit_query' as const, recipients: ['bank-a'] };
  it('registers the institution by its code, or tells it (C2)', () => {
    expect(untold(credit)).toContain('C2');
    expect(untold({ ...credit, retention: '统一社会信用代码 9135' })).not.toContain('C2');
    const registered = (id: string) => {
      const one = recipientOf(id);
      return one && { ...one, uscc: '91350100M000100Y43' };
    };
    expect(untoldIn(credit, registered).map(({ rule }) => rule)).not.toContain('C2');
  });
  it('tells the consequence of income and the like only where they are named (C9, CR-07)', () => {
    expect(untold(credit)).not.toContain('C9');
    expect(untold({ ...credit, infoKinds: ['收入', '纳税数额'] })).toContain('C9');
    expect(untold({ ...credit, infoKinds: ['收入'], refusal: '可能产生的不利后果' })).not.toContain('C9');
  });
  it('tells reports, objection and complaint, each of them (CR-10)', () => {
    const whole = '每年两次免费报告，异议20日内答复，可向人民银行派出机构投诉';
    expect(untold({ ...credit, refusal: whole })).not.toContain('C17');
    for (const left of ['两次', '异议', '20日', '投诉'])
      expect(untold({ ...credit, refusal: whole.replace(left, '') }), left).toContain('C17');
  });
  it('draws attention to a key clause and says who explains it (CR-05)', () => {
    const strong = {
      ...credit,
      blocks: [{ type: 'paragraph' as const, text: '有疑问的，可以要求解释', strong: true as const }],
    };
    expect(untold(credit).filter((rule) => rule === 'C19')).toHaveLength(2);
    expect(untold(strong)).not.toContain('C19');
  });
  it('is not asked in words for what a member says: validity stands for C12 and C13', () => {
    const said = untold({ ...credit, validity: { days: 30, maxQueries: 1 } });
    expect(said).not.toContain('C12');
    expect(said).not.toContain('C13');
  });
});

it('reads traditional signs, English, and what a member tells', () => {
  const refusal = '不提供可能被冒用';
  expect(untold({ ...silent, kind: 'sensitive', purposes: ['核对年龄'], refusal })).toEqual([]);
  const english = 'We need it to check your age. A leak could harm you.';
  expect(untold({ ...silent, kind: 'sensitive', retention: english })).toEqual([]);
  expect(untold({ ...silent, kind: 'sensitive', retention: '為了核對年齡，一旦洩露會造成損害' })).toEqual([]);
});
