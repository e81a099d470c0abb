/** Owns a real server with a tenant ready for every kind of input, on loopback; must not judge what it answers. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../../bin/serve/start-server.ts';
import { type Crm, receivingCrm } from '../e2e/receiving-crm.ts';
import { storedInputs } from './corpus.ts';
import { draft, recipients } from './published.ts';
import { isRecord, memberOf } from './target.ts';

export const partnerOrigin = 'https://partner.example';
export const tenant = 'fuzz';

export interface ServedTenant {
  url: string;
  key: string;
  dataDir: string;
  workerdPid: number;
  /** Digests of the texts that the form `biz` pins, by notice. */
  digests: ReadonlyMap<string, string>;
  /** One that the destination `crm` was sent. */
  lead: string;
  /** With which `crm` signs, and with which `own` proves itself. */
  webhookSecret: string;
  inboundToken: string;
  close(): Promise<void>;
}

/** The corpus holds one that may be published, of each kind that the form asks for. */
function storedNotices(): unknown[] {
  const wanted = ['privacy', 'sensitive', 'provide', 'marketing-en'].map((name) => `corpus/notice/${name}`);
  return storedInputs('notice')
    .filter(({ path }) => wanted.some((end) => path.endsWith(end)))
    .map(({ bytes }) => JSON.parse(new TextDecoder().decode(bytes)));
}

export async function servedTenant(): Promise<ServedTenant> {
  const dataDir = mkdtempSync(join(tmpdir(), 'jinjian-fuzz-'));
  const receiver = await receivingCrm();
  const server = await startServer({ dataDir, port: 0, targets: 'any' });
  const close = async () => {
    await server.stop();
    await receiver.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  const call = async (method: string, path: string, key: string, body?: unknown): Promise<unknown> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await fetch(server.url + path, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  try {
    const made = await ready(call, server.adminToken, receiver);
    return { url: server.url, dataDir, workerdPid: server.workerdPid, close, ...made };
  } catch (error) {
    await close();
    throw error;
  }
}

type Ready = Pick<ServedTenant, 'key' | 'digests' | 'lead' | 'webhookSecret' | 'inboundToken'>;
type Call = (method: string, path: string, key: string, body?: unknown) => Promise<unknown>;

async function ready(call: Call, adminToken: string, receiver: Crm): Promise<Ready> {
  const made = await call('POST', '/v1/tenants', adminToken, {
    id: tenant,
    name: '诚信助贷',
    origins: [partnerOrigin],
    contact: '400-000-0000',
  });
  const key = String(memberOf(made, 'apiKey'));
  // What is at the door is tested elsewhere: here everything comes in.
  const limits = { perIpPerMinute: 0, perPhonePerDay: 0, minFillSeconds: 0 };
  await call('PATCH', '/v1/tenant', key, { settings: { challenge: 'off', limits } });
  for (const { id, ...recipient } of recipients)
    if (id !== 'self') await call('PUT', `/v1/recipients/${id}`, key, recipient);
  for (const notice of storedNotices()) await call('POST', '/v1/notices', key, notice);
  await call('PUT', '/v1/forms/biz', key, draft);
  await call('POST', '/v1/forms/biz/publish', key);
  const digests = await digestsOf(call, key);
  const crm = await call('PUT', '/v1/destinations/crm', key, {
    kind: 'webhook',
    recipient: 'self',
    config: { url: receiver.url },
  });
  // Switched off: nothing is sent to it, and what it reports is judged all the same.
  await call('PUT', '/v1/destinations/own', key, {
    kind: 'espocrm',
    recipient: 'self',
    config: { baseUrl: 'http://127.0.0.1:9', apiKey: 'abcdefgh' },
    enabled: false,
  });
  const opened = await call('POST', '/v1/destinations/own/inbound', key, {});
  const lead = await leadOf(call, key, digests);
  await receiver.until(1, 10_000);
  return {
    key,
    digests,
    lead,
    webhookSecret: String(memberOf(crm, 'secret')),
    inboundToken: String(memberOf(opened, 'token')),
  };
}

async function digestsOf(call: Call, key: string): Promise<Map<string, string>> {
  const bundle = await call('GET', `/v1/t/${tenant}/forms/biz`, key);
  const consents = memberOf(memberOf(bundle, 'form'), 'consents');
  const pins = (Array.isArray(consents) ? consents : []).filter(isRecord);
  return new Map(pins.map(({ notice, digest }) => [String(notice), String(digest)]));
}

async function leadOf(call: Call, key: string, digests: ReadonlyMap<string, string>): Promise<string> {
  const accepted = await call('POST', `/v1/t/${tenant}/submissions`, key, {
    id: 'sub_ffffffffffffffff',
    form: 'biz',
    formVersion: 1,
    values: { name: '张三', phone: '13800138000' },
    grants: [{ notice: 'privacy', version: 1, digest: digests.get('privacy'), decision: 'granted' }],
  });
  return String(memberOf(accepted, 'lead'));
}
