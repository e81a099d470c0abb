/** Owns the property that no robot is ever sent who a lead is: for random leads and mappings, by the bytes that arrive. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { adapterOf } from '../../../../worker/delivery/adapters.ts';
import { type StandIn, standIn } from '../../../targets/stand-in.ts';
import { drive } from './drive.ts';
import { rows } from './rows.ts';
import { eventOf, leadData, leadUrl, message } from './sample-messages.ts';

const robots = rows.filter(({ kind }) => kind.endsWith('_bot'));
const targets = new Map<string, StandIn>();
beforeAll(async () => {
  for (const row of robots) targets.set(row.kind, await standIn(row.vendor()));
});
afterAll(async () => {
  for (const target of targets.values()) await target.close();
});

/** Signs that none of our own words has, so that what is found came from the lead. */
const han = fc.constantFrom(...'赵钱孙周吴郑冯陈褚卫蒋沈韩杨朱秦尤许何吕施孔曹严华魏陶姜');
const digits = (count: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count });
const name = fc.oneof(
  fc.array(han, { minLength: 2, maxLength: 4 }).map((signs) => signs.join('')),
  fc.constantFrom('Zhao Qixuan', 'O’Brien-Vuković', 'kevinzhang', '古丽·阿不都'),
);
const phone = digits(9).map((rest) => `1${3 + ((rest[0] ?? 0) % 7)}${rest.join('')}`);
const idNumber = fc
  .tuple(digits(17), fc.constantFrom('0', '7', 'X'))
  .map(([rest, last]) => `${rest.join('')}${last}`);
const email = fc.stringMatching(/^[a-z]{4,12}[0-9]{2}@mail\.example$/);
const remark = fc.array(han, { minLength: 8, maxLength: 40 }).map((signs) => `${signs.join('')} <@all>`);
const person = fc.record({ name, phone, idNumber, email, remark });

const paths = ['name', 'phone', 'idNumber', 'email', 'remark'].map((field) => `{{lead.values.${field}}}`);
const template = fc.array(
  fc.constantFrom(...paths, '：', ' ', '先生', '{{lead.form}}', '({{attribution.channel}})'),
  {
    maxLength: 5,
  },
);
const mapping = fc.option(
  fc.dictionary(
    fc.constantFrom('称呼', '电话', '备注', '证件'),
    template.map((parts) => parts.join('')),
  ),
);

it.each(robots)('$kind', async (row) => {
  const adapter = adapterOf(row.kind);
  const target = targets.get(row.kind);
  if (target === undefined) throw new Error('no stand-in');
  await fc.assert(
    fc.asyncProperty(person, mapping, fc.integer({ min: 1, max: 10 }), async (values, own, count) => {
      const lead = { ...leadData.lead, values: { ...values, amount: 500_000 } };
      const data = { ...leadData, lead, attribution: { ...leadData.attribution, channel: values.phone } };
      const type = count % 2 === 0 ? 'lead.created' : 'lead.corrected';
      const one = message(eventOf(type, data), 'dl_1', leadUrl);
      const messages = Array.from({ length: count - 1 }, () => one);
      target.calls.length = 0;
      const config = row.config(target.url);
      const verdict = await drive(
        { adapter, config, mapping: own ?? adapter.defaultMapping },
        one,
        ...messages,
      );
      expect(verdict).toMatchObject({ outcome: 'delivered' });
      const [call] = target.calls;
      const bytes = `${JSON.stringify(call?.query)} ${JSON.stringify(call?.headers)} ${call?.body}`;
      for (const value of Object.values(values))
        expect(bytes.toLowerCase()).not.toContain(value.toLowerCase());
      // Nor what is left when a mask is too short.
      expect(bytes).not.toContain(values.idNumber.slice(3, 14));
      expect(bytes).not.toContain(values.phone.slice(3, 8));
      expect(bytes).not.toContain(values.remark.slice(1, 8));
      expect(bytes).not.toContain('<@');
    }),
    { numRuns: 150 },
  );
});
