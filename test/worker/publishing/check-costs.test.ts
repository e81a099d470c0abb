/** Owns that a form for loans is published with a whole, lawful sheet of costs alone; must not know how it is drawn. */
import { describe, expect, it } from 'vitest';
import type { CostItem, Disclosure } from '../../../contract/form.ts';
import { atOnce } from '../../../contract/steps.ts';
import { checkDisclosure } from '../../../worker/publishing/check-disclosure.ts';
import { checkFormWords } from '../../../worker/publishing/check-form.ts';
import { checkTerms } from '../../../worker/publishing/check-terms.ts';
import type { FormDraft } from '../../../worker/publishing/form-schema.ts';
import { checkRates, statedRates } from '../../../worker/publishing/stated-rates.ts';
import { interestItem as interest, lawfulDisclosure, shortDisclosure } from '../../lawful-disclosure.ts';
import { formDraft, publisher } from './samples.ts';

const guarantee: CostItem = {
  item: '担保费',
  kind: 'guarantee',
  collector: '示例融资担保有限公司',
  how: '每月随还款收取',
  standard: '年化2%',
  annualRate: 2,
};
const findings = (change: Partial<Disclosure>, today = publisher.today) =>
  checkDisclosure({ ...lawfulDisclosure, fees: '全部息费见明示表', ...change }, { ...publisher, today }).map(
    ({ path, code, rule }) => `${path.replace('disclosure.', '')} ${code} ${rule}`,
  );
const withItem = (change: Partial<CostItem>) => ({ costs: [interest, { ...guarantee, ...change }] });

describe('a sheet of costs (MK-12, MK-13, MK-30, MK-32)', () => {
  it('that is whole raises nothing', () => {
    expect(findings({})).toEqual([]);
    expect(findings(withItem({}))).toEqual([]);
    expect(findings(withItem({ kind: 'default', standard: '执行利率上浮50%', annualRate: 16.2 }))).toEqual(
      [],
    );
    expect(findings(withItem({ standard: '不收取', annualRate: undefined }))).toEqual([]);
  });

  it.each(['见合同', '詳見合同', '以合同为准', '按合同约定', '以借款协议约定为准', '面议', 'See contract.'])(
    'tells each standard itself, not by “%s”',
    (standard) => {
      expect(findings(withItem({ standard }))).toEqual(['costs.1.standard told_elsewhere MK-30']);
    },
  );

  it('may add that what it tells is subject to the contract', () => {
    expect(findings(withItem({ standard: '年化2%，具体以合同为准' }))).toEqual([]);
    expect(findings({ fees: '年利率3.85%–10.8%，具体利率以合同为准' })).toEqual([]);
    expect(findings({ fees: '除贷款利息外不收取其他费用；逾期按合同约定计收罚息。' })).toEqual([]);
    expect(findings({ fees: '年利率3.85%–10.8%，担保费见合同' })).toEqual(['fees told_elsewhere MK-30']);
  });

  it.each(['无', '没有', '0', '零', '不收取', '无利息', 'none'])(
    'says of no interest that is charged that it is “%s”',
    (standard) => {
      expect(findings({ costs: [{ ...interest, standard }] })).toEqual([
        'costs.0.standard none_where_charged MK-30',
      ]);
      expect(findings({ aprMin: 0, aprMax: 0, costs: [{ ...interest, standard }] })).toEqual([]);
    },
  );

  it('denies in its sentence on fees nothing that it charges', () => {
    expect(findings({ fees: '除利息外无其他费用' })).toEqual([]);
    expect(findings({ ...withItem({}), fees: '除利息外，无其他费用' })).toEqual([
      'fees none_where_charged MK-30',
    ]);
    expect(findings({ ...withItem({}), fees: '除利息和担保费外无其他费用' })).toEqual([]);
    expect(findings({ fees: '无利息' })).toEqual(['fees none_where_charged MK-30']);
  });

  it.each(['示例助贷', ' 示例 助贷', '本平台', '我司', '示例助贷（受托）'])(
    'has no charge that goes to the tenant: “%s”',
    (collector) => {
      expect(findings(withItem({ collector }))).toEqual(['costs.1.collector tenant_collects MK-12']);
    },
  );

  it('hides none of the tenant’s charges in words either, and lets it say that it takes none', () => {
    expect(findings(withItem({ how: '由示例助贷代收' }))).toEqual(['costs.1.how tenant_collects MK-12']);
    expect(findings({ fees: '服务费由示例助贷收取' })).toEqual(['fees tenant_collects MK-12']);
    expect(findings({ fees: '示例助贷不向借款人收取费用' })).toEqual([]);
  });

  it('costs no more a year than the cap of its lender’s kind on that day', () => {
    const dear = { aprMax: 23, costs: [{ ...interest, standard: '年利率23%' }, guarantee] };
    expect(findings(dear)).toEqual(['costs cost_over_cap MK-13']);
    expect(findings({ ...dear, lenderType: 'small_loan' })).toEqual(['costs cost_over_cap MK-32']);
    const fair = { ...withItem({}), lenderType: 'small_loan' as const };
    expect(findings(fair, '2027-12-30')).toEqual([]);
    expect(findings(fair, '2027-12-31')).toEqual(['costs cost_over_cap MK-32']);
    expect(findings({ ...withItem({}), lender: '某某小额贷款有限公司' }, '2028-01-01')).toEqual([
      'costs cost_over_cap MK-32',
    ]);
    expect(findings({ lenderType: 'small_loan', aprMax: 13 }, '2028-01-01')).toContain(
      'aprMax apr_over_cap MK-32',
    );
  });

  it.each<[string, Partial<Disclosure>, string]>([
    ['no interest', { costs: [guarantee] }, 'costs interest_missing MK-30'],
    ['no example', { worked: undefined }, 'worked cost_sheet_missing MK-30'],
    [
      'a charge without its yearly rate',
      withItem({ annualRate: undefined }),
      'costs.1.annualRate annual_rate_missing MK-30',
    ],
    [
      'a standard that its rate contradicts',
      withItem({ annualRate: 1 }),
      'costs.1.annualRate costs_do_not_add_up MK-30',
    ],
    ['instalments below the principal', scheduled([1, 2]), 'worked never_repays MK-30'],
    ['instalments of nothing', scheduled([0, 0]), 'worked no_rate MK-30'],
    ['instalments cheaper than its rates', scheduled([0, 100_000]), 'worked costs_do_not_add_up MK-30'],
    ['instalments dearer than its rates', scheduled([0, 150_000]), 'worked costs_do_not_add_up MK-30'],
    [
      'a month twice',
      { worked: { principal: 1, termMonths: 9, schedule: [1, 1].map((month) => ({ month, amount: 9 })) } },
      'worked schedule_outside_term MK-30',
    ],
  ])('is refused with %s', (_, change, finding) => {
    expect(findings(change)).toEqual([finding]);
  });
});

function scheduled(amounts: readonly number[]): Partial<Disclosure> {
  const schedule = amounts.map((amount, at) => ({ month: at + 1, amount }));
  return { worked: { principal: 100_000, termMonths: amounts.length, schedule } };
}

describe('a form for loans (MK-30, MK-31)', () => {
  const name = { id: 'name', kind: 'name', label: '姓名', purpose: '称呼您' } as const;
  const term = { id: 'term', kind: 'term', label: '期限', purpose: '匹配', options: [12] } as const;
  const company = { id: 'company', kind: 'company', label: '企业', purpose: '核对' } as const;
  const draft = (
    title: string,
    fields: FormDraft['steps'][0]['fields'],
    disclosure?: Disclosure,
  ): FormDraft => ({
    ...formDraft,
    title,
    steps: [{ fields }],
    disclosure,
  });
  const terms = (form: FormDraft) => checkTerms(form, publisher).map(({ path, rule }) => `${path} ${rule}`);

  it.each<[string, FormDraft, string[]]>([
    ['by its title', draft('经营贷款登记', [name]), ['disclosure MK-30']],
    ['by its title in Traditional signs', draft('貸款登記', [name]), ['disclosure MK-30']],
    ['by a term that it asks', draft('登记', [{ ...term, options: [12] }]), ['disclosure MK-30']],
    ['of a company', draft('企业借款', [company]), ['disclosure MK-31']],
    ['in short form', draft('借款', [name], shortDisclosure), ['disclosure.costs MK-30']],
    ['with the whole sheet', draft('借款', [name], lawfulDisclosure), []],
    ['that is for something else', draft('回访登记', [name]), []],
    ['that is for something else, in short form', draft('回访登记', [name], shortDisclosure), []],
  ])('%s', (_, form, found) => {
    expect(terms(form)).toEqual(found);
  });
});

describe('a rate in words (MK-11)', () => {
  it.each([
    ['年化利率3.6%起', [3.6]],
    ['年利率（单利）3.85%–10.8%', [3.85, 10.8]],
    ['月息0.9%', [10.8]],
    ['日利率万分之三', [10.95]],
    ['逾期按年利率18%计收罚息', []],
    ['通过率98%', []],
    ['98%的客户利率在10%以内', [10]],
  ])('is read as a yearly one: %s', (text, percents) => {
    expect(statedRates(text).map((rate) => Math.round((rate.percents[0] ?? 0) * 100) / 100)).toEqual(
      percents,
    );
  });

  it('contradicts the form’s range nowhere in it', () => {
    const copy = { ...formDraft, success: { text: '年化利率2.9%至5%' } };
    expect(atOnce(checkFormWords(copy)).findings).toMatchObject([
      { path: 'success.text', code: 'rate_contradicts', rule: 'MK-11', phrase: '2.9%' },
    ]);
    expect(
      atOnce(checkFormWords({ ...formDraft, success: { text: '年化利率3.85%至10.8%' } })).findings,
    ).toEqual([]);
  });

  it('lies within the form’s range in a campaign', () => {
    const cheap = { ...shortDisclosure, aprMin: 3 };
    expect(checkRates(cheap, lawfulDisclosure)).toMatchObject([{ path: 'disclosure.aprMin', rule: 'MK-11' }]);
    expect(checkRates(shortDisclosure, lawfulDisclosure)).toEqual([]);
  });
});
