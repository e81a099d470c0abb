/** Owns the check of what the CRM reports of its leads, at a stand-in that verifies as any receiver; must not know the Worker. */
import { createServer } from 'node:http';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { type RunningCrm, startCrm } from '../../demo/crm/server.ts';
import { promoterDirectory } from '../../demo/promoter-directory.ts';
import { sampleLead } from './sample-lead.ts';
import { tempFolder } from './temp-folder.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const journalPath = () => join(tempFolder(), 'crm', 'leads.jsonl');

let told: unknown[];
let answer: number;
let crm: RunningCrm;
let path: string;

async function startJinjian(): Promise<string> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    told.push([headers['webhook-id'], new Webhook(secret).verify(Buffer.concat(chunks).toString(), headers)]);
    response.writeHead(answer).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}/v1/t/huikai/outcomes/crm`;
}

async function startWith(outcomesUrl: string): Promise<RunningCrm> {
  const started = await startCrm({
    port: 0,
    journalPath: path,
    promoters: promoterDirectory(() => []),
    partnerUrl: 'http://127.0.0.1:8788',
    secret: () => secret,
    outcomesUrl,
  });
  onTestFinished(() => started.close());
  return started;
}

async function sendLead(body: unknown, id: string): Promise<void> {
  const [text, at] = [JSON.stringify(body), new Date()];
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, text),
  };
  expect((await fetch(`${crm.url}/hook`, { method: 'POST', headers, body: text })).status).toBe(200);
}

const tap = (type: string, headers: Record<string, string> = {}, lead = 'ld_one') =>
  fetch(`${crm.url}/leads/${lead}/outcomes/${type}`, { method: 'POST', headers });
const pressed = async () =>
  [...(await (await fetch(crm.url)).text()).matchAll(/data-outcome="([a-z]+)" aria-pressed="true"/g)].map(
    (match) => match[1],
  );

beforeEach(async () => {
  told = [];
  answer = 201;
  path = journalPath();
  crm = await startWith(await startJinjian());
  await sendLead(sampleLead(), 'msg_1');
});

it('reports a stage, signed, with the amount of a signing, and remembers it over a restart', async () => {
  expect(await pressed()).toEqual([]);
  expect((await tap('contacted')).status).toBe(200);
  expect((await tap('signed')).status).toBe(200);
  expect(told).toMatchObject([
    ['crm-ld_one-contacted', { type: 'lead.outcome', data: { lead: 'ld_one', type: 'contacted' } }],
    ['crm-ld_one-signed', { data: { type: 'signed', amount: 500_000 } }],
  ]);
  expect(await pressed()).toEqual(['signed']);
  await crm.close();
  crm = await startWith('http://127.0.0.1:9/nobody');
  expect(await pressed()).toEqual(['signed']);
});

it('notes nothing that was not taken', async () => {
  answer = 503;
  expect((await tap('signed')).status).toBe(502);
  expect(await pressed()).toEqual([]);
});

it('reports for its own page only, of leads that are there, in words that it knows', async () => {
  expect((await tap('signed', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await tap('signed', {}, 'ld_two')).status).toBe(404);
  expect((await tap('constructor')).status).toBe(404);
  await sendLead({ type: 'lead.erased', data: { lead: { id: 'ld_one' } } }, 'msg_2');
  expect((await tap('signed')).status).toBe(404);
  expect(await (await fetch(crm.url)).text()).not.toContain('data-outcome');
  expect(told).toEqual([]);
});
