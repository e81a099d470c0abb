/** Owns what holds of every request to a CRM, whatever is configured, mapped or typed; must not know one CRM's fields. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Adapter, Config } from '../../../worker/delivery/adapter.ts';
import { espocrm } from '../../../worker/delivery/adapters/espocrm.ts';
import { hubspot } from '../../../worker/delivery/adapters/hubspot.ts';
import { salesforce } from '../../../worker/delivery/adapters/salesforce.ts';
import { zoho } from '../../../worker/delivery/adapters/zoho.ts';
import { sampleData, sampleEvent } from './sample-lead.ts';

/** Any value that may be saved for a member. */
function memberOf(adapter: Adapter, name: string): fc.Arbitrary<string> {
  const { pattern, isAddress } = adapter.members[name] ?? {};
  if (isAddress) return fc.constant('https://crm.example.cn/espo');
  return pattern === undefined ? fc.string({ minLength: 1 }) : fc.stringMatching(pattern);
}

function configOf(adapter: Adapter): fc.Arbitrary<Config> {
  const members = Object.keys(adapter.members).map((name) => [name, memberOf(adapter, name)] as const);
  return fc.record(Object.fromEntries(members));
}

const typed = fc.string({ unit: fc.constantFrom(...'张三 a&=%?#/\\"\'\r\n{}<>🚀') });
const values = fc.dictionary(fc.constantFrom('name', 'phone', 'email', 'company', 'note'), typed);
const origins = {
  hubspot: 'https://api.hsforms.com',
  salesforce: 'https://webto.salesforce.com',
  espocrm: 'https://crm.example.cn',
};

describe.for([espocrm, hubspot, salesforce, zoho].map((adapter) => [adapter.kind, adapter] as const))(
  '%s',
  ([, adapter]) => {
    test('goes to its own host, with whole headers and a body that says what was typed', async () => {
      await fc.assert(
        fc.asyncProperty(configOf(adapter), values, async (config, answers) => {
          const data = { ...sampleData, lead: { ...sampleData.lead, values: answers } };
          const request = await adapter.build({
            config,
            mapping: { ...adapter.defaultMapping, remark: '{{lead.values.note}}' },
            messages: [{ id: 'dl_1', event: { ...sampleEvent, data }, text: '', leadUrl: null }],
            access: { token: 'lent' },
            nowMs: 0,
          });
          const { origin, hash } = new URL(request.url);
          const expected: Record<string, string> = origins;
          expect(origin).toMatch(/^https:\/\//);
          expect(origin).toBe(expected[adapter.kind] ?? `https://www.zohoapis.${config.domain}`);
          expect(hash).toBe('');
          // Throws for a line break, or for a sign that no header holds.
          expect([...new Headers(request.headers)]).toHaveLength(Object.keys(request.headers).length);
          // Nothing of the applicant is in an address, which ends up in logs.
          for (const answer of Object.values(answers)) {
            if (answer.trim().length > 3) expect(decodeURIComponent(request.url)).not.toContain(answer);
          }
          const isForm = request.headers['content-type']?.includes('urlencoded') === true;
          const said = isForm
            ? [...new URLSearchParams(request.body).values()]
            : textsIn(JSON.parse(request.body));
          const note = answers.note?.trim() ?? '';
          if (note !== '') expect(said).toContain(note);
        }),
        { numRuns: 100 },
      );
    });
  },
);

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
