/** Owns the check that each forbidden clause is found however it is written, and that lawful sentences pass. */
import { describe, expect, it, test } from 'vitest';
import type { NoticeKind } from '../../../contract/notice.ts';
import { atOnce } from '../../../contract/steps.ts';
import type { ForbiddenClause } from '../../../worker/publishing/catalogue.ts';
import { checkClauses } from '../../../worker/publishing/check-clauses.ts';
import { forbiddenClauses } from '../../../worker/publishing/forbidden-clauses.ts';
import type { NoticeDraft } from '../../../worker/publishing/notice-schema.ts';
import { searchedTexts } from '../../../worker/publishing/notice-texts.ts';
import { privacyDraft } from './samples.ts';

const clausesIn = (draft: NoticeDraft, names: string[]) =>
  atOnce(checkClauses(draft.kind, atOnce(searchedTexts(draft)), names));

function found(text: string, kind: NoticeKind = 'privacy', names: string[] = []) {
  return clausesIn({ ...privacyDraft, kind, blocks: [{ type: 'paragraph', text }] }, names);
}
const rulesIn = (text: string, kind?: NoticeKind, names?: string[]) =>
  found(text, kind, names).map((finding) => finding.rule);

/** A sentence that says nothing else of note, with the words that the clause needs beside it. */
function carrier(clause: ForbiddenClause, term: string): string {
  const isLatin = /^[a-z]/.test(term);
  const words = term.replaceAll('…', isLatin ? ' our service ' : '本服务');
  const beside = clause.near?.[0] ?? '';
  return isLatin ? `We ${clause.near?.at(-1) ?? ''} ${words} today` : `您知悉本公司可${beside}${words}一事。`;
}

const every = forbiddenClauses.flatMap((clause) =>
  clause.terms.map((term) => [clause.id, term, clause] as const),
);

describe('the catalogue', () => {
  it('gives each entry an id, a rule, words, a reason in both languages and a source', () => {
    expect(new Set(forbiddenClauses.map(({ id }) => id)).size).toBe(forbiddenClauses.length);
    for (const { id, rule, terms, reason, source } of forbiddenClauses) {
      expect(rule, id).toMatch(/^(?:[CNK]\d{1,2}|CR-\d\d|PI-\d\d)$/);
      expect(terms.length, id).toBeGreaterThan(0);
      expect(reason.zh, id).toMatch(/\p{Script=Han}/u);
      expect(reason.en, id).toMatch(/^[A-Z“]/);
      expect(source, id).toMatch(/《.+》/);
    }
  });

  it('holds every clause that rules.md §4.1 forbids (CR-18)', () => {
    for (const [phrase, kind] of [
      ['本授权不可撤销', 'credit_query'],
      ['内容变更无需另行通知', 'credit_query'],
      ['可提供给合作机构', 'credit_query'],
      ['可提供给本行关联方', 'credit_query'],
      ['可提供给第三方', 'credit_query'],
      ['被授权人可以转授权', 'credit_query'],
      ['信用报告可用于推荐产品', 'credit_query'],
      ['请提供您的网银密码', 'credit_query'],
      ['请提供邮箱账号和密码', 'credit_query'],
      ['使用本服务即视为同意', 'credit_query'],
      ['用途包括但不限于贷款审批', 'credit_query'],
      ['接受服务协议即同意本授权', 'credit_query'],
      ['您可以一键授权', 'privacy'],
      ['点此全部同意', 'privacy'],
      ['甲银行等合作机构', 'provide'],
    ] as const) {
      expect(rulesIn(phrase, kind), phrase).toHaveLength(1);
    }
  });
});

it.each(every)('%s: %s is found, with its rule and its own words', (_id, term, clause) => {
  const sentence = carrier(clause, term);
  const [finding] = found(sentence, clause.kinds?.[0] ?? 'privacy');
  expect(finding, sentence).toMatchObject({ path: 'blocks.0.text', code: 'forbidden_clause' });
  expect(finding?.phrase).not.toBe('');
  expect(sentence).toContain(finding?.phrase);
});

const chinese = every.filter(([, term]) => /^\p{Script=Han}/u.test(term));

it.each(chinese)(
  '%s: %s is found set apart by spaces, dots, stops, full-width signs',
  (_id, term, clause) => {
    // Words that stand for others keep to one sentence.
    for (const mark of [' ', '·', '　', '＊', ' - ', ...(term.includes('…') ? [] : ['。', '.'])]) {
      const apart = carrier(clause, Array.from(term).join(mark));
      expect(found(apart, clause.kinds?.[0] ?? 'privacy'), apart).not.toEqual([]);
    }
  },
);

describe('is found', () => {
  test.each<[string, string]>([
    ['本授權不可撤銷', 'C16'],
    ['本服務變更無需另行通知', 'N14'],
    ['我們可將資料提供給關聯公司', 'N7'],
    ['ＢＹ ＵＳＩＮＧ this page you agree', 'PI-04'],
    ['This consent is IRREVOCABLE.', 'C16'],
    ['We share it with our affiliates and third parties.', 'N7'],
    ['purposes including, but not limited to, review', 'K37'],
    ['为办理您的贷款申请，我们可提供给合作机构', 'N7'],
    ['示例银行股份有限公司及其关联方可以查询', 'K37'],
    ['本公司不收取任何费用，您的信息将提供给合作机构', 'N7'],
    ['可提供给合作机构，无需您另行同意', 'N7'],
    ['您同意不可撤销地授权我们处理', 'C16'],
    ['您不反对我们向第三方提供信息', 'N7'],
    ['不仅向第三方提供，也自行使用', 'N7'],
    ['信息将无限期保存', 'N6'],
    ['授权成功即可领取红包', 'CR-14'],
    ['用于审核以及其他合法用途', 'C6'],
    ['收集的信息包括但不限于姓名、手机号码', 'K37'],
  ])('%s (%s)', (text, rule) => {
    expect(rulesIn(text)).toContain(rule);
  });

  test('in every part of a notice, by its path', () => {
    const bad = '不可撤销';
    const draft = {
      ...privacyDraft,
      title: `授权书（${bad}）`,
      summary: `我${bad}地同意`,
      blocks: [
        { type: 'heading' as const, text: bad },
        { type: 'list' as const, items: ['甲', bad] },
      ],
      purposes: ['甲', bad],
      infoKinds: [bad],
      bureaus: [bad],
      retention: bad,
      refusal: bad,
      withdrawal: bad,
      contact: bad,
    };
    expect(clausesIn(draft, []).map(({ path }) => path)).toEqual([
      'title',
      'blocks.0.text',
      'blocks.1.items.1',
      'purposes.1',
      'infoKinds.0',
      'bureaus.0',
      'summary',
      'retention',
      'refusal',
      'withdrawal',
      'contact',
    ]);
  });

  test('once for a place, by the entry of most words', () => {
    expect(found('提供给示例银行等合作机构').map(({ phrase }) => phrase)).toEqual(['合作机构']);
    expect(found('用于推荐产品', 'credit_query').map(({ phrase }) => phrase)).toEqual(['用于推荐产品']);
    expect(found('不可撤销，无需另行通知，转授权').map(({ rule }) => rule)).toEqual(['C16', 'N14', 'C14']);
  });
});

describe('passes', () => {
  const lawful: [text: string, kind?: NoticeKind, names?: string[]][] = [
    ['本授权不是不可撤销的，您可以随时撤回'],
    ['本授权并非不可撤销'],
    ['您可以撤销本授权'],
    ['撤回前已经进行的处理不可。撤销之后我们删除资料'],
    ['我们不会向关联方、合作机构或者第三方提供您的信息'],
    ['未经您单独同意，我们不向任何第三方提供'],
    ['不得以任何方式出售、出租，或提供给第三方'],
    ['我们不出售，不出租，也不提供给第三方'],
    ['向第三方提供的，须由您针对该机构另行单独同意'],
    ['第三方不得使用您的信息'],
    ['仅提供给以下第三方：甲公司'],
    ['您的信息不会因为本授权被提供给其他机构'],
    ['您仍可直接向其他机构申请贷款'],
    ['不同意本授权，您仍可以向其他机构申请'],
    ['被授权人不得转授权'],
    ['本授权不可转授权'],
    ['我们不会索要您的银行卡密码，请勿向任何人透露'],
    ['不收集银行卡密码、网银密码'],
    ['使用本页面不视为同意'],
    ['我们不以默认勾选方式取得同意'],
    ['本表单不提供一键授权'],
    ['您有权要求说明，包括但不限于处理规则'],
    ['我们采取的安全措施包括但不限于加密'],
    ['信息不会永久保存'],
    ['您勾选即表示同意本授权'],
    ['提交前请勾选，勾选即表示同意'],
    ['点击“同意”即视为您同意本授权书'],
    ['继续之前请您签署，签署表示您同意'],
    ['不用于推荐产品'],
    ['不同意本授权不影响您领取活动奖品'],
    ['我们不就授权收取费用'],
    ['同意之后，您可以在回执页面领取电子回执，与奖励无关'],
    ['本公司是依法设立的第三方'],
    ['合作机构（示例银行股份有限公司）可以联系您', 'provide', ['示例银行股份有限公司']],
    ['This consent is not irrevocable.'],
    ['We do not share your data with affiliates or third parties.'],
    ['We never ask for your bank password.'],
    ['Third parties may not use it.'],
    ['变更须重新征得您的同意，并另行通知您'],
    ['我们变更处理目的，会另行通知并征得同意'],
    ['不做营销', 'credit_query'],
    ['向您告知融资产品和政策的变化，用于推荐产品', 'marketing'],
  ];
  test.each(lawful.map(([text, kind, names]) => ({ text, kind, names })))(
    '$text',
    ({ text, kind, names }) => {
      expect(found(text, kind, names)).toEqual([]);
    },
  );
});
