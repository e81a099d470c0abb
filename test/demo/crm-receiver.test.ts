/** Owns the check that only well-signed webhooks come in, once each, over real HTTP; must not know the page. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { expect, it, onTestFinished } from 'vitest';
import { startCrm } from '../../demo/crm/server.ts';
import { promoterDirectory } from '../../demo/promoter-directory.ts';
import { sampleLead } from './sample-lead.ts';
import { tempFolder } from './temp-folder.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

async function bench(known: string | undefined = secret) {
  const journalPath = join(tempFolder(), 'crm', 'leads.jsonl');
  const crm = await startCrm({
    port: 0,
    journalPath,
    promoters: promoterDirectory(() => []),
    partnerUrl: 'http://127.0.0.1:8788',
    secret: () => known,
    outcomesUrl: 'http://127.0.0.1:9/nobody',
  });
  onTestFinished(() => crm.close());
  return { crm, journalPath };
}

interface Sending {
  id?: string;
  at?: Date;
  body?: string | Uint8Array<ArrayBuffer>;
  change?: (headers: Record<string, string>) => void;
}

async function send(url: string, body: unknown, sending: Sending = {}): Promise<number> {
  const text = JSON.stringify(body);
  const { id = 'msg_1', at = new Date() } = sending;
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, text),
  };
  sending.change?.(headers);
  return (await fetch(`${url}/hook`, { method: 'POST', headers, body: sending.body ?? text })).status;
}

const pageOf = async (url: string) => (await fetch(url)).text();
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

it('takes a well-signed lead in and shows it', async () => {
  const { crm, journalPath } = await bench();
  expect(await send(crm.url, sampleLead())).toBe(200);
  const page = await pageOf(crm.url);
  expect(page).toContain('data-lead="ld_one"');
  expect(page).toContain('签名已验证');
  expect(statSync(journalPath).mode & 0o777).toBe(0o600);
});

it('refuses a body with one byte changed, wherever it is', async () => {
  const { crm } = await bench();
  const text = JSON.stringify(sampleLead());
  const bytes = new TextEncoder().encode(text);
  for (const at of [0, 40, Math.floor(bytes.length / 2), bytes.length - 1]) {
    const changed = Uint8Array.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(await send(crm.url, sampleLead(), { body: changed })).toBe(400);
  }
  expect(await pageOf(crm.url)).not.toContain('data-lead=');
});

it('refuses bytes that only look signed after lenient decoding', async () => {
  const { crm } = await bench();
  const lead = sampleLead({ values: { note: 'X\uFFFD' } });
  const bytes = Buffer.from(JSON.stringify(lead));
  const at = bytes.indexOf(Buffer.from('\uFFFD'));
  const lone = new Uint8Array([...bytes.subarray(0, at), 0xff, ...bytes.subarray(at + 3)]);
  expect(await send(crm.url, lead, { body: lone })).toBe(400);
  expect(await send(crm.url, lead)).toBe(200);
});

it('refuses old and future timestamps', async () => {
  const { crm } = await bench();
  expect(await send(crm.url, sampleLead(), { at: minutesAgo(6) })).toBe(400);
  expect(await send(crm.url, sampleLead(), { at: minutesAgo(-6) })).toBe(400);
  expect(await send(crm.url, sampleLead(), { at: minutesAgo(4) })).toBe(200);
});

it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])(
  'refuses a webhook without %s',
  async (name) => {
    const { crm } = await bench();
    const change = (headers: Record<string, string>) => {
      delete headers[name];
    };
    expect(await send(crm.url, sampleLead(), { change })).toBe(400);
  },
);

it('refuses another secret, and accepts one of several signatures as after a rotation', async () => {
  const { crm } = await bench();
  const other = new Webhook('whsec_b3RoZXItc2VjcmV0LW9mLWFub3RoZXI=').sign(
    'msg_1',
    new Date(),
    JSON.stringify(sampleLead()),
  );
  const only = (headers: Record<string, string>) => {
    headers['webhook-signature'] = other;
  };
  const both = (headers: Record<string, string>) => {
    headers['webhook-signature'] = `${other} ${headers['webhook-signature']}`;
  };
  expect(await send(crm.url, sampleLead(), { change: only })).toBe(400);
  expect(await send(crm.url, sampleLead(), { change: both })).toBe(200);
});

it('acknowledges a repeat and stores it once, also when twenty come together', async () => {
  const { crm, journalPath } = await bench();
  const answers = await Promise.all(Array.from({ length: 20 }, () => send(crm.url, sampleLead())));
  expect(new Set(answers)).toEqual(new Set([200]));
  expect(readFileSync(journalPath, 'utf8').trim().split('\n')).toHaveLength(1);
});

it('answers 503 while the secret is not known, so that the sender tries again', async () => {
  const crm = await startCrm({
    port: 0,
    journalPath: join(tempFolder(), 'leads.jsonl'),
    promoters: promoterDirectory(() => []),
    partnerUrl: 'http://127.0.0.1:8788',
    secret: () => undefined,
    outcomesUrl: 'http://127.0.0.1:9/nobody',
  });
  onTestFinished(() => crm.close());
  expect(await send(crm.url, sampleLead())).toBe(503);
});

it('answers 405, 413 and 421 to the wrong method, a huge body and a foreign host', async () => {
  const { crm } = await bench();
  expect((await fetch(`${crm.url}/hook`)).status).toBe(405);
  expect(await send(crm.url, sampleLead(), { body: 'x'.repeat(1024 * 1024 + 1) })).toBe(413);
  const { request } = await import('node:http');
  const status = await new Promise((resolve) => {
    request(crm.url, { headers: { host: 'rebound.example' } }, (answer) => resolve(answer.statusCode)).end();
  });
  expect(status).toBe(421);
});

it('notes a ping without making a lead', async () => {
  const { crm } = await bench();
  expect(await pageOf(crm.url)).toContain('等待第一次测试推送');
  expect(await send(crm.url, { type: 'ping', timestamp: new Date().toISOString(), data: {} })).toBe(200);
  const page = await pageOf(crm.url);
  expect(page).toContain('测试推送已收到');
  expect(page).not.toContain('data-lead=');
});

it('shows a lead live, and sends only what a reconnecting page has missed', async () => {
  const { crm } = await bench();
  await send(crm.url, sampleLead({ id: 'ld_old' }));
  const live = await fetch(`${crm.url}/live?since=1`);
  const reader = live.body?.pipeThrough(new TextDecoderStream()).getReader();
  await send(crm.url, sampleLead({ id: 'ld_new' }), { id: 'msg_2' });
  let seen = '';
  while (!seen.includes('ld_new')) seen += (await reader?.read())?.value ?? '';
  expect(seen).not.toContain('ld_old');
  expect(seen).toContain('id: 2\nevent: lead');
  await reader?.cancel();
});
