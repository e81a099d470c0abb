/** Owns the proof that a shared chain reaches the CRM whole, and that only the direct referrer is credited. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningTenant, runningTenant } from './running-tenant.ts';

let running: RunningTenant;
beforeAll(async () => {
  running = await runningTenant();
});
afterAll(() => running.end());

async function made(path: string, body: unknown): Promise<Record<string, unknown>> {
  const answer = await running.client.call('POST', path, body);
  expect(answer.status).toBe(201);
  return answer.body;
}

test('a staff link, a customer link below it, a lead: the webhook names both levels', async () => {
  const { client, crm, server } = running;
  const staff = await made('/v1/promoters', { kind: 'staff', name: '张敏', employeeNo: '1001' });
  const customer = await made('/v1/promoters', { kind: 'customer', name: '李先生' });
  const root = await made('/v1/links', { promoter: staff.id, form: 'loan', channel: 'moments' });
  const child = await made('/v1/links', { promoter: customer.id, parent: root.code });

  // By a person's browser: visits of programs are not counted.
  const followed = await fetch(String(child.url), {
    redirect: 'manual',
    headers: {
      'user-agent': 'Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/107.0 Mobile Safari/537.36',
    },
  });
  expect(followed.status).toBe(302);
  const landing = new URL(followed.headers.get('location') ?? '');
  expect(landing.href).toBe(`${server.publicUrl}/f/acme/loan?r=${child.code}`);

  const answer = await client.submit({ ref: landing.searchParams.get('r') });
  expect(answer.status).toBe(201);
  await crm.until(1, 5000);
  const { attribution } = JSON.parse(crm.received[0]?.body ?? '').data;
  expect(attribution).toEqual({
    model: 'last',
    channel: 'moments',
    chain: [
      { code: root.code, promoter: staff.id, kind: 'staff', level: 1 },
      { code: child.code, promoter: customer.id, kind: 'customer', level: 2 },
    ],
    first: child.code,
    last: child.code,
    credited: child.code,
    reason: 'last_touch',
  });
  const counts = await client.call('GET', `/v1/links/${child.code}`);
  expect(counts.body).toMatchObject({ visits: 1, starts: 0, leads: 1 });
  expect((await client.call('GET', `/v1/links/${root.code}`)).body).toMatchObject({ leads: 0 });
});
