/** Quick amounts: whatever the bounds and the step, what is offered can be taken. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeField } from '../../contract/fields/judge-field.ts';
import type { FieldOf } from '../../contract/form.ts';
import { quickAmounts } from '../../sdk/form/fields/quick-amounts.ts';

function amountField(bounds: { min?: number; max?: number; step?: number }): FieldOf<'amount'> {
  return { id: 'amount', kind: 'amount', label: '申请金额', purpose: '用于匹配产品', ...bounds };
}

const yuan = fc.integer({ min: 0, max: 20_000_000 });
const bounds = fc.record(
  {
    min: yuan,
    max: yuan,
    step: fc.oneof(fc.constantFrom(1, 1000, 5000, 10_000, 50_000), fc.integer({ min: 1, max: 30_000 })),
  },
  { requiredKeys: [] },
);

test('at most four, ascending, distinct, and each one is right for the field', () => {
  fc.assert(
    fc.property(bounds, (given) => {
      const field = amountField(given);
      const offered = quickAmounts(field);
      expect(offered.length).toBeLessThanOrEqual(4);
      expect([...new Set(offered)].sort((a, b) => a - b)).toEqual(offered);
      for (const sum of offered) expect(judgeField(field, String(sum), '2026-11-22')).toEqual({ value: sum });
    }),
    { numRuns: 2000 },
  );
});

test.each([
  [{ min: 10_000, max: 500_000, step: 1000 }, [20_000, 50_000, 200_000, 500_000]],
  [{ min: 1000, max: 50_000 }, [10_000, 20_000, 30_000, 50_000]],
  [{ min: 1000, max: 5000 }, []],
  [{}, []],
])('%o offers %o', (given, offered) => {
  expect(quickAmounts(amountField(given))).toEqual(offered);
});
