/** Owns which required sensitive fields need no answer; must not judge values. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Field } from '../../contract/form.ts';
import { freedFields, withheldFields } from '../../contract/judge-sensitive.ts';
import { judgeValues } from '../../contract/judge-values.ts';

const purpose = '用于匹配产品';
const income: Field = { id: 'income', kind: 'number', label: '月收入', required: true, purpose };
const idNumber: Field = { id: 'idNumber', kind: 'id_number', label: '身份证号码', required: true, purpose };
const form = { steps: [{ fields: [income, idNumber] }] };
const notices = [
  { id: 'income', kind: 'sensitive' as const, fields: ['income'] },
  { id: 'number', kind: 'sensitive' as const, fields: ['idNumber'] },
];
const decided = (notice: string, decision: 'granted' | 'refused' | 'withdrawn') => ({ notice, decision });

describe('a required sensitive field left blank', () => {
  test.each([
    ['nothing is decided', [], ['income', 'idNumber']],
    ['one notice is refused', [decided('income', 'refused')], ['idNumber']],
    ['one is granted', [decided('income', 'granted')], ['income', 'idNumber']],
    ['both are refused', [decided('income', 'refused'), decided('number', 'refused')], []],
  ])('where %s, is missing unless it was refused (PI-16)', (_, grants, missing) => {
    const judged = judgeValues(form, {}, '2026-12-01', freedFields(form, notices, grants));
    const errors = 'errors' in judged ? judged.errors.map(({ path }) => path) : [];
    expect(errors).toEqual(missing);
  });

  test('that no notice covers, as in forms of before, is asked of nobody: it could be neither given nor refused', () => {
    expect([...freedFields(form, [], [])]).toEqual(['idNumber']);
  });

  test('is freed only where its value would be kept back, whatever is decided', () => {
    const decision = fc.constantFrom('granted' as const, 'refused' as const, 'withdrawn' as const);
    const grants = fc.array(fc.record({ notice: fc.constantFrom('income', 'number', 'other'), decision }));
    fc.assert(
      fc.property(grants, (some) => {
        const withheld = withheldFields(form, notices, some);
        for (const id of freedFields(form, notices, some)) expect(withheld.has(id)).toBe(true);
      }),
    );
  });
});
