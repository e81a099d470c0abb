/** Owns the check that the demo's forms are lawful, publishable and answerable; must not know how they are sent. */
import { describe, expect, it } from 'vitest';
import { fieldsOf } from '../../contract/form.ts';
import { judgeValues } from '../../contract/judge-values.ts';
import { atOnce } from '../../contract/steps.ts';
import { forms, notices } from '../../demo/seed/content.ts';
import { businessLoan } from '../../demo/seed/form-business.ts';
import { personalLoan } from '../../demo/seed/form-personal.ts';
import { bankA, bankB, tenant } from '../../demo/seed/parties.ts';
import { checkForm, checkFormWords } from '../../worker/publishing/check-form.ts';
import { formSchema } from '../../worker/publishing/form-schema.ts';
import { noticeSchema } from '../../worker/publishing/notice-schema.ts';
import { forbiddenIn, lawlessWords } from './forbidden-phrases.ts';

const today = '2026-11-22';

const business = {
  amount: 500_000,
  term: 24,
  use: 'stock',
  company: '示例市晨光五金制品有限公司',
  uscc: '91350100M000100Y43',
  name: '王建国',
  phone: '13800138000',
  region: '310000',
};
const personal = {
  amount: 30_000,
  term: 12,
  use: 'home',
  needed_on: '2026-12-01',
  name: '李芳',
  phone: '13900139000',
  region: '440000',
  id_number: '11010519491231002X',
  call_time: ['morning', 'evening'],
  note: '希望可以提前还款',
};

describe.each(forms.map((form) => [form.id, form] as const))('form %s', (_, { id: _id, ...draft }) => {
  it('passes the publishing check with the demo notices', () => {
    const noticeOf = (wanted: string) => {
      const found = notices.find((notice) => notice.id === wanted);
      return found && { ...found, ...kindOf(found), version: 1, digest: `sha256:${'0'.repeat(64)}` };
    };
    const parsed = formSchema.parse(draft);
    const publisher = { tenantName: tenant.name, today };
    expect(checkForm(parsed, noticeOf, atOnce(checkFormWords(parsed)), false, publisher)).toEqual([]);
  });

  it('tells the whole cost lawfully', () => {
    const { disclosure } = draft;
    expect([bankA.legalName, bankB.legalName]).toContain(disclosure.lender);
    expect(disclosure.aprMin).toBeLessThan(disclosure.aprMax);
    expect(disclosure.aprMax).toBeLessThanOrEqual(24);
    expect(disclosure.risk).toMatch(/贷款有风险，借款需谨慎.*逾期.*以贷款机构审批结果为准/);
    expect(disclosure.fees).toMatch(/无其他费用.*不向借款人收取费用/);
  });

  it('offers exactly the amounts and terms that the disclosure states', () => {
    const amount = fieldsOf(draft).find((field) => field.kind === 'amount');
    const term = fieldsOf(draft).find((field) => field.kind === 'term');
    expect(amount).toMatchObject({ min: draft.disclosure.amountMin, max: draft.disclosure.amountMax });
    expect(term).toMatchObject({ options: draft.disclosure.termMonths });
  });

  it('uses no forbidden word and promises nothing', () => {
    expect(forbiddenIn(JSON.stringify(draft), lawlessWords)).toEqual([]);
  });

  it('gives lenders only fields that it asks', () => {
    const asked = fieldsOf(draft).map((field) => field.id);
    for (const consent of draft.consents) {
      const notice = notices.find((one) => one.id === consent.notice);
      const given = notice !== undefined && 'fields' in notice ? notice.fields : [];
      expect(asked).toEqual(expect.arrayContaining(given));
    }
  });
});

/** The literal members, which plain data has as strings. */
function kindOf(notice: (typeof notices)[number]) {
  const { kind, locale, blocks } = noticeSchema.parse(notice);
  return { kind, locale, blocks };
}

describe('answers', () => {
  it('accepts a whole business application', () => {
    expect(judgeValues(businessLoan, business, today)).toEqual({ values: business });
  });
  it('accepts a whole personal application', () => {
    expect(judgeValues(personalLoan, personal, today)).toEqual({ values: personal });
  });
  it('asks the turnover only above one million', () => {
    const withTurnover = { ...business, turnover: 800 };
    expect(judgeValues(businessLoan, withTurnover, today)).toEqual({ values: business });
    const large = { ...withTurnover, amount: 2_000_000 };
    expect(judgeValues(businessLoan, large, today)).toEqual({ values: large });
  });
  it('can be sent with the required fields alone', () => {
    for (const [form, whole] of [
      [businessLoan, business],
      [personalLoan, personal],
    ] as const) {
      const needed = fieldsOf(form).filter((field) => field.required === true);
      const answers = Object.entries(whole).filter(([field]) => needed.some(({ id }) => id === field));
      expect(judgeValues(form, Object.fromEntries(answers), today)).toHaveProperty('values');
    }
  });
  it('between them show nearly every kind of field', () => {
    const kinds = new Set(forms.flatMap((form) => fieldsOf(form).map((field) => field.kind)));
    expect([...kinds].sort()).toEqual(
      'amount choice company date id_number multi name number phone region term text uscc'.split(' '),
    );
  });
});
