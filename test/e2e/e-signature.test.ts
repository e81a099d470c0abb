/** Owns a credit authorisation signed at an e-signature provider over real HTTP and in a real browser; must not reach inside. */
import { createHash } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { look } from '../browser/look.ts';
import { type EsignStandIn, esignAccount, esignStandIn, type StandInFlow } from './esign-stand-in.ts';
import { type AskedLead, askedLead, publishProvision, publishQuery } from './lending-tenant.ts';
import { type RunningTenant, runningTenant } from './running-tenant.ts';
import type { Answer } from './tenant-client.ts';

let running: RunningTenant;
let browser: Browser;
let esign: EsignStandIn;
beforeAll(async () => {
  [running, browser, esign] = await Promise.all([runningTenant(), launchChromium(), esignStandIn()]);
  await publishQuery(running.client, { minReadingSeconds: 0 });
  await publishProvision(running.client);
  const signing = { provider: 'esign', ...esignAccount, endpoint: esign.url };
  const saved = await running.client.call('PATCH', '/v1/tenant', { settings: { signing } });
  if (saved.status !== 200) throw new Error(JSON.stringify(saved.body));
});
afterEach(() => {
  esign.trouble = null;
});
afterAll(async () => {
  await browser.close();
  await running.end();
  await esign.close();
});

const sha256 = (bytes: Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** The provider is asked at most every two seconds. */
const betweenLooksMs = 2100;

function post(of: AskedLead, path: string, body: unknown): Promise<Answer> {
  return running.client.call('POST', `/v1/authorisations/${of.id}/${path}`, body);
}

async function view(of: AskedLead): Promise<Answer['body']> {
  return (await running.client.call('GET', `/v1/authorisations/${of.id}`)).body;
}

async function digestOf(of: AskedLead): Promise<string> {
  const { notice, version } = await view(of);
  return String((await running.client.call('GET', `/v1/notices/${notice}/${version}`)).body.digest);
}

const shown = { fontPx: 16, contrast: 15, visibleMs: 4000, scrolledToEnd: true, trusted: true };

async function begun(of: AskedLead): Promise<StandInFlow> {
  const answer = await post(of, 'e-signature', {
    digest: await digestOf(of),
    presentation: shown,
    confirmed: ['name'],
  });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  const flow = esign.flows.at(-1);
  if (flow === undefined) throw new Error('no flow');
  return flow;
}

test('a credit query is asked, signed at the provider and decided by its word, without any SMS (CR-03)', async () => {
  const of = await askedLead(running.client);
  const page = await (await browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce' })).newPage();
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  await page.goto(of.url);
  await look(page, 'authorise at a provider, unread', false);
  await page.mouse.move(100, 300);
  await page.mouse.wheel(0, 20_000);
  await page.getByRole('checkbox', { name: '以上是我本人' }).check();
  await expect.poll(() => page.locator('#state').textContent()).toBe('已阅读全文，可以前往签署');
  expect(await page.getByRole('textbox').count()).toBe(0);
  await look(page, 'authorise at a provider, read', false);
  await page.getByRole('button', { name: '同意并前往签署' }).click();
  await page.waitForURL(`${esign.url}/sign/**`);
  const [flow] = esign.flows;
  if (flow === undefined) throw new Error('no flow');
  expect(flow.asked.signers).toEqual([
    {
      signerType: 0,
      psnSignerInfo: { psnAccount: of.phone, psnInfo: { psnName: '张三' } },
      signFields: [
        {
          fileId: expect.any(String),
          customBizNum: of.id,
          signFieldType: 0,
          normalSignFieldConfig: { freeMode: true },
        },
      ],
    },
  ]);
  expect(flow.asked.signFlowConfig).toMatchObject({
    autoStart: true,
    autoFinish: true,
    identityVerify: true,
  });
  for (const words of ['超出授权范围查询所产生的后果及法律责任由贵行承担', '张三', '示例银行客户服务', of.id])
    expect(flow.html).toContain(words);
  expect(await view(of)).toMatchObject({ state: 'open' });

  await page.getByRole('button', { name: '签名' }).click();
  await page.getByRole('heading', { name: '已签署' }).waitFor();
  await look(page, 'authorise at a provider, signed', false);
  expect(wrong).toEqual([]);
  expect(esign.turnedAway).toEqual([]);
  expect(await view(of)).toMatchObject({
    state: 'granted',
    method: 'e_sign',
    document: {
      provider: 'esign',
      flow: flow.id,
      digest: sha256(flow.pdf),
      bytes: flow.pdf.length,
      signedAt: expect.stringMatching(/^\d{4}-/),
    },
  });
  const evidence = await running.client.call('GET', `/v1/leads/${of.lead}/evidence`);
  expect(JSON.stringify(evidence.body)).toContain(sha256(flow.pdf));
}, 60_000);

test('the signed document is fetched from the provider for owner and compliance, and only as it was signed', async () => {
  const of = await askedLead(running.client);
  const flow = await begun(of);
  esign.settle(flow, 2);
  const checked = await post(of, 'e-signature/check', {});
  expect(checked.body).toMatchObject({ state: 'signed', decision: 'granted' });
  // With the receipt everything can be withdrawn, and whoever has the link may ask.
  expect(checked.body).not.toHaveProperty('receipt');
  const fetched = await fetch(`${running.server.url}/v1/authorisations/${of.id}/document`, {
    headers: { authorization: `Bearer ${running.client.apiKey}` },
  });
  expect([fetched.status, fetched.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  expect(sha256(Buffer.from(await fetched.arrayBuffer()))).toBe(sha256(flow.pdf));
  flow.pdf = Buffer.from('%PDF-1.7\nanother');
  const other = await running.client.call('GET', `/v1/authorisations/${of.id}/document`);
  expect([other.status, other.body.code]).toEqual([502, 'signing_failed']);
}, 30_000);

describe('what a browser or a message says', () => {
  test('decides nothing: the provider is asked, and says that nothing is signed', async () => {
    const of = await askedLead(running.client);
    const flow = await begun(of);
    expect((await post(of, 'e-signature/check', {})).body).toEqual({ state: 'open' });
    await later(betweenLooksMs);
    const lie = JSON.stringify({ action: 'SIGN_FLOW_COMPLETE', signFlowId: flow.id, signFlowStatus: '2' });
    expect((await esign.callBack(flow, { body: lie })).status).toBe(200);
    expect(await view(of)).toMatchObject({ state: 'open' });
    const decided = await post(of, 'decide', {
      decision: 'granted',
      digest: await digestOf(of),
      phone: of.phone,
    });
    expect([decided.status, decided.body.code]).toEqual([422, 'signing_unavailable']);
  }, 30_000);

  test('a callback under another key or for another application is turned away', async () => {
    const of = await askedLead(running.client);
    const flow = await begun(of);
    esign.settle(flow, 2);
    expect((await esign.callBack(flow, { secret: 'guessed' })).status).toBe(401);
    expect((await esign.callBack(flow, { appId: '1' })).status).toBe(401);
    expect(await view(of)).toMatchObject({ state: 'open' });
  }, 30_000);

  test('a callback without a browser decides, and the same one again decides nothing more', async () => {
    const of = await askedLead(running.client);
    const flow = await begun(of);
    esign.settle(flow, 2);
    for (let time = 0; time < 3; time++) {
      const answer = await esign.callBack(flow);
      expect([answer.status, await answer.text()]).toEqual([200, '{"code":"200","msg":"success"}']);
    }
    const { entry } = await view(of);
    const feed = await running.client.call('GET', '/v1/events?limit=200');
    const items: { type: string; data: { authorisation?: { id: string } } }[] = JSON.parse(
      JSON.stringify(feed.body.items),
    );
    expect(
      items.filter(({ type, data }) => type === 'consent.granted' && data.authorisation?.id === of.id),
    ).toHaveLength(1);
    expect(entry).toEqual(expect.any(Number));
  }, 30_000);
});

test('tapped twice, one flow is begun, and the same is gone on with', async () => {
  const of = await askedLead(running.client);
  const before = esign.flows.length;
  const first = await begun(of);
  const again = await begun(of);
  expect(again.id).toBe(first.id);
  expect(esign.flows).toHaveLength(before + 1);
}, 30_000);

test('refused at the provider, nothing is granted and another can be begun', async () => {
  const of = await askedLead(running.client);
  const flow = await begun(of);
  esign.settle(flow, 7);
  expect((await post(of, 'e-signature/check', {})).body).toEqual({ state: 'ended' });
  const another = await begun(of);
  expect(another.id).not.toBe(flow.id);
  // Signed after all, the first is not the one that stands.
  esign.settle(flow, 2);
  expect((await post(of, 'e-signature/check', {})).body).toEqual({ state: 'open' });
}, 30_000);

test('a provider that fails is told as such, and the next tap begins anew', async () => {
  const of = await askedLead(running.client);
  for (const trouble of [
    { status: 401, body: '{"success":false,"code":401,"message":"无效的应用"}' },
    { status: 200, body: '{"code":1435002,"message":"13800138000","data":null}' },
    { status: 502, body: '<html>' },
  ]) {
    esign.trouble = trouble;
    const answer = await post(of, 'e-signature', { digest: await digestOf(of), presentation: shown });
    expect([answer.status, answer.body.code]).toEqual([502, 'signing_failed']);
  }
  esign.trouble = null;
  expect((await begun(of)).status).toBe(1);
}, 30_000);

test('refusing stays one tap, and goes to no provider', async () => {
  const of = await askedLead(running.client);
  const calls = esign.calls.length;
  const answer = await post(of, 'decide', { decision: 'refused', digest: await digestOf(of) });
  expect(answer.status).toBe(200);
  expect(esign.calls).toHaveLength(calls);
}, 30_000);

test('a provision is signed on the device that applied, as before: the provider is told of nobody', async () => {
  const of = await askedLead(running.client, 'later-bank-a');
  const answer = await post(of, 'e-signature', { digest: await digestOf(of), presentation: shown });
  expect([answer.status, answer.body.code]).toEqual([422, 'signing_unavailable']);
}, 30_000);

test('the secret is never shown, and only an owner may choose the provider', async () => {
  const tenant = await running.client.call('GET', '/v1/tenant');
  expect(tenant.body.settings).toMatchObject({ signing: { provider: 'esign', appId: esignAccount.appId } });
  expect(JSON.stringify(tenant.body)).not.toContain(esignAccount.appSecret);
});
