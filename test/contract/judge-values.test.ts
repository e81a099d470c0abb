/** Owns the check that a whole form is judged rightly whatever is sent, conditions included; must not know consents. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Field, fieldsOf, type Step } from '../../contract/form.ts';
import { judgeValues } from '../../contract/judge-values.ts';
import { shownFields } from '../../contract/show-if.ts';

const today = '2026-11-22';
const asked = { label: '问', purpose: '用于联系' };

const form: { steps: Step[] } = {
  steps: [
    {
      fields: [
        { id: 'name', kind: 'name', required: true, ...asked },
        { id: 'phone', kind: 'phone', required: true, ...asked },
        { id: 'amount', kind: 'amount', min: 10_000, max: 500_000, step: 1000, ...asked },
      ],
    },
    {
      fields: [
        { id: 'owner', kind: 'choice', options: [option('yes'), option('no')], ...asked },
        {
          id: 'company',
          kind: 'company',
          required: true,
          showIf: { field: 'owner', op: 'eq', value: 'yes' },
          ...asked,
        },
        { id: 'uscc', kind: 'uscc', showIf: { field: 'company', op: 'ne', value: '无' }, ...asked },
        {
          id: 'id_number',
          kind: 'id_number',
          showIf: { field: 'amount', op: 'gt', value: 100_000 },
          ...asked,
        },
      ],
    },
  ],
};
const complete = { name: '张三', phone: '13800138000' };

function option(value: string) {
  return { value, label: value };
}

function values(raw: Record<string, unknown>) {
  const judged = judgeValues(form, raw, today);
  if ('errors' in judged) throw new Error(JSON.stringify(judged.errors));
  return judged.values;
}

function findings(raw: Record<string, unknown>): string[] {
  const judged = judgeValues(form, raw, today);
  return 'errors' in judged ? judged.errors.map((one) => `${one.path}:${one.code}`).sort() : [];
}

describe('values', () => {
  it('come back in the form in which they are stored', () => {
    expect(values({ name: ' 张 三 ', phone: '+86 138 0013 8000', amount: '１２,０００' })).toEqual({
      ...complete,
      amount: 12_000,
    });
  });
  it('are judged all at once', () => {
    expect(findings({ phone: '1', amount: 10_500, wage: 1 })).toEqual([
      'amount:out_of_step',
      'name:required',
      'phone:invalid_phone',
      'wage:unknown_field',
    ]);
  });
  it.each([[undefined], [null], [''], ['   '], [[]]])('count %j as no answer', (blank) => {
    expect(findings({ ...complete, name: blank })).toEqual(['name:required']);
    expect(values({ ...complete, amount: blank })).toEqual(complete);
  });
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('know no field called %s', (name) => {
    const raw: Record<string, unknown> = JSON.parse(
      `{"name":"张三","phone":"13800138000","${name}":{"polluted":1}}`,
    );
    expect(findings(raw)).toHaveLength(1);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
  it('never repeat an unknown key that is not like a field id', () => {
    const judged = judgeValues(form, { ...complete, '13912345678 李四': 1 }, today);
    expect(JSON.stringify(judged)).not.toMatch(/139|李/);
    expect(findings({ ...complete, '13912345678 李四': 1 })).toEqual(['values:unknown_field']);
  });
});

describe('conditional fields', () => {
  it('are required only while they are asked', () => {
    expect(findings({ ...complete, owner: 'yes' })).toEqual(['company:required']);
    expect(findings({ ...complete, owner: 'no' })).toEqual([]);
    expect(findings(complete)).toEqual([]);
  });
  it('are left out while they are not asked, however wrong (least data)', () => {
    expect(values({ ...complete, owner: 'no', company: '甲公司', uscc: 'nonsense' })).toEqual({
      ...complete,
      owner: 'no',
    });
  });
  it('fall with the field they look at, along a chain', () => {
    expect(
      values({ ...complete, owner: 'no', company: '甲公司', uscc: '91350100M000100Y43' }),
    ).not.toHaveProperty('uscc');
    expect(
      values({ ...complete, owner: 'yes', company: '甲公司', uscc: '91350100M000100Y43' }),
    ).toHaveProperty('uscc');
  });
  it('look at the judged value, not at what was typed', () => {
    const adult = '11010519491231002X';
    expect(values({ ...complete, amount: '200,000', id_number: adult })).toHaveProperty('id_number', adult);
    expect(values({ ...complete, amount: '100000', id_number: adult })).not.toHaveProperty('id_number');
  });
  it('refuse a minor (NF-02)', () => {
    const born2010 = '110105201001010010';
    expect(findings({ ...complete, amount: 200_000, id_number: born2010 })).toEqual(['id_number:under_age']);
  });
});

describe('whatever is sent', () => {
  const anything = fc.oneof(
    fc.anything(),
    fc.constantFrom('yes', 'no', '甲公司', '13800138000', 200_000, '张三'),
  );
  const raw = fc.oneof(
    fc.dictionary(
      fc.oneof(fc.constantFrom(...fieldsOf(form).map((field) => field.id)), fc.string()),
      anything,
    ),
    fc.record(Object.fromEntries(fieldsOf(form).map((field) => [field.id, anything])), { requiredKeys: [] }),
  );

  it('is judged without an exception, to values of asked fields alone or to findings with a code', () => {
    fc.assert(
      fc.property(raw, (sent) => {
        const judged = judgeValues(form, sent, today);
        if ('errors' in judged) {
          expect(judged.errors.length).toBeGreaterThan(0);
          for (const one of judged.errors) expect(one.code).toMatch(/^[a-z_]+$/);
        } else {
          const shown = shownFields(form, (field) => judged.values[field.id]).map((field) => field.id);
          expect(shown).toEqual(expect.arrayContaining(Object.keys(judged.values)));
        }
      }),
      { numRuns: 500 },
    );
  });
  it('is judged the same again once it was accepted', () => {
    const accepted = fc.record({
      name: fc.constantFrom('张三', '阿卜杜拉·买买提', '𠮷田'),
      phone: fc.stringMatching(/^1[3-9]\d{9}$/),
      amount: fc.integer({ min: 10, max: 500 }).map((thousands) => thousands * 1000),
      owner: fc.constantFrom('yes', 'no'),
      company: fc.constantFrom('甲公司', '深圳市乙有限公司'),
    });
    fc.assert(
      fc.property(accepted, (sent) => {
        const once = values(sent);
        expect(values(once)).toEqual(once);
      }),
    );
  });
  it('shows a field only when every field it leans on is shown and answered', () => {
    const answers = fc.record(
      {
        owner: fc.constantFrom('yes', 'no'),
        company: fc.constantFrom('甲公司', '无'),
        amount: fc.nat(300_000),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(answers, (given) => {
        const answerOf = (field: Field) => new Map(Object.entries(given)).get(field.id);
        const shown = new Set(shownFields(form, answerOf).map((field) => field.id));
        expect(shown.has('company')).toBe(given.owner === 'yes');
        expect(shown.has('uscc')).toBe(given.owner === 'yes' && given.company === '甲公司');
        expect(shown.has('id_number')).toBe((given.amount ?? 0) > 100_000);
      }),
    );
  });
});
