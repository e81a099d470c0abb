/** Owns the check of the door on the real server: whose address counts, a challenge solved by altcha; no other runtime. */
import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningTenant, runningTenant } from './running-tenant.ts';
import { submissionId } from './tenant-client.ts';

let running: RunningTenant;
let grants: unknown;
beforeAll(async () => {
  running = await runningTenant();
  const published = await running.client.call('GET', '/v1/t/acme/forms/loan');
  const notices: { id: string; version: number; digest: string }[] = JSON.parse(
    JSON.stringify(published.body.notices),
  );
  grants = notices.map(({ id, version, digest }) => ({ notice: id, version, digest, decision: 'granted' }));
});
afterAll(() => running.end());

const set = (settings: unknown) => running.client.call('PATCH', '/v1/tenant', { settings });

/** Another phone each time. */
let people = 0;
async function send(headers: Record<string, string> = {}, challenge?: string): Promise<Response> {
  people += 1;
  return fetch(`${running.server.url}/v1/t/acme/submissions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({
      id: submissionId(),
      form: 'loan',
      formVersion: 1,
      values: { name: '张三', phone: `137${String(people).padStart(8, '0')}` },
      grants,
      ...(challenge === undefined ? {} : { challenge }),
    }),
  });
}

it('limits by the connection’s address, which no header hides: not a visitor’s, nor that of a proxy it was not told of', async () => {
  await set({ limits: { perIpPerMinute: 3 } });
  const answers: Response[] = [];
  for (let at = 0; at < 6; at++) {
    const name = at % 2 === 0 ? 'cf-connecting-ip' : 'x-forwarded-for';
    answers.push(await send({ [name]: `198.51.100.${at}` }));
  }
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 429, 429, 429]);
  expect(Number(answers[3]?.headers.get('retry-after'))).toBeGreaterThan(0);
});

it('takes a lead whose challenge altcha’s own solver solved, and none without', async () => {
  await set({ challenge: 'on', limits: { perIpPerMinute: 0 } });
  expect((await send()).status).toBe(403);
  const challenge = await (await fetch(`${running.server.url}/v1/t/acme/challenge`)).json();
  const solution = await solveChallenge({ challenge, deriveKey });
  const payload = btoa(JSON.stringify({ challenge, solution }));
  const answer = await send({}, payload);
  expect(answer.status, await answer.clone().text()).toBe(201);
  expect((await send({}, payload)).status).toBe(403);
});
