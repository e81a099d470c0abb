/** Owns the table of CRMs and their moods, asked over real HTTP; must not know how an adapter works. */
import { describe, expect, test } from 'vitest';
import type { EventBody } from '../../../../contract/event.ts';
import type { Access, Config } from '../../../../worker/delivery/adapter.ts';
import { exchange, isAnswer } from '../../../../worker/delivery/send.ts';
import type { Verdict } from '../../../../worker/delivery/verdict.ts';
import { sampleEvent } from '../sample-lead.ts';
import { served, type Vendor } from './crm-stand-in.ts';
import { crmVendors } from './crm-vendors.ts';

const nowMs = Date.parse('2026-11-27T00:00:00Z');

async function access(
  { adapter }: Vendor,
  config: Config,
): Promise<{ access: Access } | { verdict: Verdict }> {
  if (adapter.token === undefined) return { access: {} };
  const answer = await exchange(adapter.token.request(config, nowMs));
  if (!isAnswer(answer)) return { verdict: answer };
  const lent = adapter.token.read(answer, nowMs, config);
  return 'access' in lent ? { access: lent.access } : { verdict: lent };
}

/** One attempt as the engine makes it: stale access is asked for anew, once. */
async function attempt(vendor: Vendor, config: Config, event: EventBody, again = true): Promise<Verdict> {
  const { adapter } = vendor;
  const lent = await access(vendor, config);
  if ('verdict' in lent) return lent.verdict;
  const message = { id: 'dl_1', event, text: JSON.stringify(event), leadUrl: null };
  const mapping = adapter.defaultMapping;
  const request = await adapter.build({ config, mapping, messages: [message], access: lent.access, nowMs });
  const answer = await exchange(request);
  const verdict = isAnswer(answer) ? adapter.judge(answer, nowMs) : answer;
  return verdict.outcome === 'stale_access' && again ? attempt(vendor, config, event, false) : verdict;
}

for (const vendor of crmVendors) {
  const { adapter } = vendor;
  describe(adapter.kind, () => {
    test.for(Object.entries(vendor.moods))('%s', async ([, { make, expected }]) => {
      const verdict = await served(make(), (origin) => attempt(vendor, vendor.config(origin), sampleEvent));
      const { status: _, ...told } = verdict;
      expect(told).toEqual(expected);
    });

    test('nobody there is tried again', async () => {
      const gone = await served(
        () => ({ status: 200, body: '' }),
        (origin) => Promise.resolve(origin),
      );
      expect(await attempt(vendor, vendor.config(gone), sampleEvent)).toEqual({
        outcome: 'failed',
        reason: 'unreachable',
      });
    });

    test('what its configuration needs is told by its members', () => {
      const given = vendor.config('http://127.0.0.1:1');
      for (const [name, member] of Object.entries(adapter.members)) {
        if (member.isRequired) expect(given, name).toHaveProperty(name);
        const value = given[name];
        if (value !== undefined && member.pattern !== undefined) expect(value).toMatch(member.pattern);
        expect(member.pattern?.test('a\r\nx: y') ?? false, name).toBe(false);
      }
    });

    if (adapter.takes === 'all' || adapter.takes.includes('ping')) {
      test('a ping is answered and makes no record', async () => {
        const asked: string[] = [];
        const success = vendor.moods.success?.make();
        if (success === undefined) throw new Error('no vendor without success');
        const ping = {
          type: 'ping' as const,
          timestamp: sampleEvent.timestamp,
          data: { tenant: 'demo', destination: 'crm' },
        };
        const verdict = await served(
          (one) => {
            asked.push(`${one.method} ${one.body}`);
            return success(one);
          },
          (origin) => attempt(vendor, vendor.config(origin), ping),
        );
        expect(verdict.outcome).toBe('delivered');
        expect(asked.at(-1)).toMatch(/^(GET|OPTIONS) $/);
      });
    }
  });
}
