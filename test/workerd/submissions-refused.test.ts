/** Owns the refusals of values and of shape: every row of the contract's submission table; must not know consents. */
import { beforeAll, describe, expect, test } from 'vitest';
import { expectProblem, findingsOf } from './api.ts';
import { grantsOf, person, post, submissionOf } from './applicant.ts';
import { expectRefused } from './refusal.ts';
import { openShop, type Shop } from './scenario.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

describe('400 bad_json', () => {
  test.for(['', 'x', '{', '[]', '"text"', '1', 'null', 'true', '{"a":1}x', '\u0000'])(
    'for %j',
    async (raw) => {
      await expectRefused(shop, undefined, { status: 400, code: 'bad_json' }, { raw });
    },
  );

  test('for bytes that are not UTF-8', async () => {
    const raw = new Uint8Array([...new TextEncoder().encode('{"id":"'), 0xc3, 0x28, 0x22, 0x7d]);
    await expectRefused(shop, undefined, { status: 400, code: 'bad_json' }, { raw });
  });
});

describe('404', () => {
  test('unknown_tenant', async () => {
    const answer = await post({ tenant: 'nobody-here' }, submissionOf(shop));
    expectProblem(answer, 404, 'unknown_tenant');
  });

  test('unknown_form', async () => {
    await expectRefused(shop, submissionOf(shop, { form: 'no-such-form' }), {
      status: 404,
      code: 'unknown_form',
    });
  });
});

/** What is sent instead of the valid values, and what is found. */
const valueCases: [string, Record<string, unknown>, string[]][] = [
  ['required', { name: undefined }, ['name required']],
  ['required, blank', { name: ' \t　' }, ['name required']],
  ['required, null', { phone: null }, ['phone required']],
  ['invalid_name', { name: '张' }, ['name invalid_name']],
  ['invalid_name, a control character', { name: '张\u0007三' }, ['name invalid_name']],
  ['invalid_phone', { phone: '12345678901' }, ['phone invalid_phone']],
  ['invalid_phone, a number', { phone: 13912345678 }, ['phone invalid_phone']],
  ['invalid_id_number, check digit', { idNumber: '110105194912310021' }, ['idNumber invalid_id_number']],
  ['invalid_id_number, born tomorrow', { idNumber: '110105299912310020' }, ['idNumber invalid_id_number']],
  ['under_age', { idNumber: '110105202001010015' }, ['idNumber under_age']],
  ['out_of_range', { amount: 5_000 }, ['amount out_of_range']],
  ['out_of_range, above', { amount: 510_000 }, ['amount out_of_range']],
  ['out_of_step', { amount: 15_000 }, ['amount out_of_step']],
  ['invalid_amount', { amount: 10_000.5 }, ['amount invalid_amount']],
  ['invalid_amount, a list', { amount: [10_000] }, ['amount invalid_amount']],
  ['not_an_option, term', { term: 13 }, ['term not_an_option']],
  ['not_an_option, choice', { use: '赌博' }, ['use not_an_option']],
  ['not_an_option, multi', { assets: ['房', '船'] }, ['assets not_an_option']],
  ['not_an_option, one twice', { assets: ['房', '房'] }, ['assets not_an_option']],
  ['too_many', { assets: ['房', '车', '保单'] }, ['assets too_many']],
  ['invalid_company', { company: '！' }, ['company invalid_company']],
  ['invalid_uscc', { uscc: '91350100M000100Y4' }, ['uscc invalid_uscc']],
  ['invalid_region', { region: '990000' }, ['region invalid_region']],
  ['invalid_date', { since: '2025-02-29' }, ['since invalid_date']],
  ['date_too_early', { since: '1979-12-31' }, ['since date_too_early']],
  ['date_too_late', { since: '2026-01-02' }, ['since date_too_late']],
  ['invalid_number', { staff: 'many' }, ['staff invalid_number']],
  ['out_of_range, number', { staff: 0 }, ['staff out_of_range']],
  ['invalid_email', { email: 'a@b' }, ['email invalid_email']],
  ['too_long', { note: '长'.repeat(201) }, ['note too_long']],
  ['invalid_text, a control character', { note: '看\u0007不见' }, ['note invalid_text']],
  ['required once its condition holds', { use: '设备' }, ['device required']],
  ['unknown_field', { salary: 1 }, ['salary unknown_field']],
  ['unknown_field, a name that is no field id', { '13912345678': 1 }, ['values unknown_field']],
  [
    'all at once',
    { name: '张', phone: '1', more: 1 },
    ['name invalid_name', 'phone invalid_phone', 'more unknown_field'],
  ],
];

describe('422 invalid_values', () => {
  test.for(valueCases)('%s', async ([, change, findings]) => {
    const { values } = submissionOf(shop);
    await expectRefused(shop, submissionOf(shop, { values: { ...values, ...change } }), {
      status: 422,
      code: 'invalid_values',
      findings,
    });
  });

  test('tells a wrong value before a missing consent, so that one answer settles the values', async () => {
    await expectRefused(
      shop,
      submissionOf(shop, { values: { ...person }, grants: grantsOf(shop, { privacy: null }) }),
      { status: 422, code: 'invalid_values', findings: ['amount required'] },
    );
  });

  test.for([
    ['id', 'sub_short'],
    ['id', 'x'.repeat(24)],
    ['id', `sub_${'a'.repeat(65)}`],
    ['form', 7],
    ['formVersion', '1'],
    ['formVersion', 0],
    ['formVersion', 1.5],
    ['values', []],
    ['values', 'name=1'],
    ['grants', {}],
    ['ref', 'x'.repeat(65)],
    ['touches', [{ ref: 'A', at: 'yesterday' }]],
    ['utm', { source: 1 }],
    ['page', { origin: 'https://a.example', title: 'x' }],
    ['startedAt', 'now'],
    ['sdk', 'x'.repeat(41)],
  ] as const)('a wrong %s has its path: %j', async ([field, value]) => {
    const answer = await expectRefused(
      shop,
      { ...submissionOf(shop), [field]: value },
      {
        status: 422,
        code: 'invalid_values',
      },
    );
    const findings = findingsOf(answer);
    expect(findings).not.toEqual([]);
    for (const finding of findings) expect(finding).toMatch(new RegExp(`^${field}(\\.\\S+)? invalid_shape$`));
  });

  test('a member that the contract does not know is refused, and its name is not repeated', async () => {
    const answer = await expectRefused(
      shop,
      { ...submissionOf(shop), 密码: 1 },
      {
        status: 422,
        code: 'invalid_values',
      },
    );
    expect(answer.text).not.toContain('密码');
  });

  test.for(['id', 'form', 'formVersion', 'values', 'grants'])('%s is required', async (member) => {
    const whole: Record<string, unknown> = submissionOf(shop);
    const { [member]: _, ...rest } = whole;
    await expectRefused(shop, rest, {
      status: 422,
      code: 'invalid_values',
      findings: [`${member} invalid_shape`],
    });
  });

  test('speaks English when asked to, with the same codes', async () => {
    const wrong = submissionOf(shop, { values: { ...person, amount: 1 } });
    const chinese = await post(shop, wrong);
    const english = await post(shop, wrong, { headers: { 'accept-language': 'en' } });
    expect(findingsOf(english)).toEqual(findingsOf(chinese));
    expect(english.text).toContain('Enter a number from 10000 to 500000');
    expect(chinese.text).toContain('请输入 10000 到 500000 之间的数');
  });
});
