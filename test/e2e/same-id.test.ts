/** Owns the proof that one submission id is one lead and one webhook, however often and fast it is sent. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningTenant, runningTenant } from './running-tenant.ts';
import { submissionId } from './tenant-client.ts';

let running: RunningTenant;
beforeAll(async () => {
  running = await runningTenant();
});
afterAll(() => running.end());

test('the same id 50 times at once is one lead and one webhook id', async () => {
  const { client, crm } = running;
  const id = submissionId();
  const answers = await Promise.all(Array.from({ length: 50 }, () => client.submit({ id })));
  expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(49);
  expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
  const replays = answers.filter((answer) => answer.headers.get('idempotent-replay') === 'true');
  expect(replays).toHaveLength(49);

  await crm.until(1, 5000);
  // A second delivery would have been due together with the first; a later lead shows that none is on its way.
  await client.submit({ values: { name: '李四', phone: '13900139000' } });
  await crm.until(2, 5000);
  const lead = String(answers[0]?.body.lead);
  const ids = crm.received.filter((one) => one.body.includes(lead)).map((one) => one.id);
  expect(ids).toHaveLength(1);
  const listed = await client.call('GET', '/v1/leads');
  expect(listed.body.items).toHaveLength(2);
});
