/** Owns the checks of the yearly cost against figures from elsewhere and against its own meaning. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annualCostOf } from '../../contract/annual-cost.ts';
import type { CostItem, Disclosure, WorkedExample } from '../../contract/form.ts';

const interest: CostItem = {
  item: '利息',
  kind: 'interest',
  collector: '示例银行股份有限公司',
  how: '按月随本金收取',
  standard: '年利率（单利）12%',
};

const base: Disclosure = {
  lender: '示例银行股份有限公司',
  aprMin: 12,
  aprMax: 12,
  aprBasis: 'simple',
  amountMin: 10_000,
  amountMax: 500_000,
  termMonths: [12],
  fees: '除利息外无其他费用',
  risk: '贷款有风险，借款需谨慎',
  approvalId: 'A-1',
  costs: [interest],
  worked: { principal: 100_000, termMonths: 12, method: 'equal_installments' },
};

const costOf = (change: Partial<Disclosure>) => annualCostOf({ ...base, ...change });

/** Twelve instalments of 1 % a month: PMT(1%, 12, -100000) in any spreadsheet. */
const twelveEqual: WorkedExample = {
  principal: 100_000,
  termMonths: 12,
  schedule: Array.from({ length: 12 }, (_, at) => ({ month: at + 1, amount: 8884.88 })),
};

describe('the yearly cost of a loan', () => {
  it('is the interest alone where nothing else is charged', () => {
    expect(costOf({ aprMin: 6 })).toEqual({ annualCost: { min: 6, max: 12 } });
    expect(costOf({ aprMin: 6, aprBasis: 'irr' })).toEqual({ annualCost: { min: 6, max: 12 } });
  });

  it('has the rates of guarantee, service and insurance added, and not what falls due on default', () => {
    const costs: CostItem[] = [
      interest,
      { ...interest, item: '担保费', kind: 'guarantee', annualRate: 2.4 },
      { ...interest, item: '罚息', kind: 'default', annualRate: 18 },
      { ...interest, item: '提前还款违约金', kind: 'prepayment', annualRate: 1 },
    ];
    expect(costOf({ costs })).toEqual({ annualCost: { min: 14.4, max: 14.4 } });
  });

  it('is read from instalments as a spreadsheet’s RATE reads it: 1 % a month is 12 % simple and 12.68 % compounded', () => {
    expect(costOf({ worked: twelveEqual })).toEqual({ annualCost: { min: 12, max: 12 } });
    expect(costOf({ worked: twelveEqual, aprMin: 12.68, aprMax: 12.68, aprBasis: 'irr' })).toEqual({
      annualCost: { min: 12.68, max: 12.68 },
    });
  });

  it('counts a one-off fee that only the instalments show', () => {
    const fee: CostItem = { ...interest, item: '一次性服务费', kind: 'service', standard: '1000元' };
    // RATE(12, -8884.88, 99000) × 12 = 13.91 %: the fee taken from the sum paid out.
    const worked = { ...twelveEqual, principal: 99_000 };
    expect(costOf({ costs: [interest, fee], worked })).toEqual({ annualCost: { min: 12, max: 13.91 } });
  });

  it('falls short of twelve times the month’s rate where all is paid at the end', () => {
    const worked: WorkedExample = { principal: 100_000, termMonths: 12, method: 'bullet' };
    // 112,000 after a year: 12 % compounded, 11.39 % as twelve times a month.
    expect(costOf({ worked })).toEqual({ annualCost: { min: 11.39, max: 11.39 } });
  });

  it.each([
    ['no sheet', { costs: undefined }, 'incomplete'],
    ['no example', { worked: undefined }, 'incomplete'],
    ['instalments below the principal', { worked: withAmounts([1000]) }, 'never_repays'],
    ['instalments of nothing', { worked: withAmounts([0, 0]) }, 'no_rate'],
    [
      'a month after the term',
      { worked: { ...withAmounts([1, 200_000]), termMonths: 1 } },
      'schedule_outside_term',
    ],
    [
      'dearer instalments than the items explain',
      { worked: withAmounts([0, 130_000]) },
      'costs_do_not_add_up',
    ],
  ] as const)('can’t be told for %s', (_, change, problem) => {
    expect(costOf(change)).toEqual({ problem });
  });

  it('rises with each instalment', () => {
    const amounts = fc.array(fc.integer({ min: 9000, max: 20_000 }), { minLength: 12, maxLength: 12 });
    const oneOff: CostItem[] = [interest, { ...interest, item: '服务费', kind: 'service' }];
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 11 }), (paid, at) => {
        const more = paid.map((amount, month) => (month === at ? amount + 500 : amount));
        expect(maxOf(withAmounts(more), oneOff)).toBeGreaterThan(maxOf(withAmounts(paid), oneOff));
      }),
    );
  });
});

function withAmounts(amounts: readonly number[]): WorkedExample {
  return {
    principal: 100_000,
    termMonths: 12,
    schedule: amounts.map((amount, at) => ({ month: at + 1, amount })),
  };
}

function maxOf(worked: WorkedExample, costs: CostItem[]): number {
  const told = costOf({ worked, costs, aprMin: 0, aprMax: 0 });
  if ('problem' in told) throw new Error(told.problem);
  return told.annualCost.max;
}
