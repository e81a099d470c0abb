/** Owns the way back of destinations: who is let in, on which leads they may report, in whose words; must not know routing. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type CallOptions, call, expectProblem, findingsOf, pick, pickList, pickText } from './api.ts';
import { grantsOf, otherPerson, submit } from './applicant.ts';
import { addWebhook, eventually, type Receivers, standInReceivers } from './receiver.ts';
import { configure, makeKey, openDoor, openShop, type Shop } from './scenario.ts';
import { signedMessage } from './signed-message.ts';
import { foundIn, rowsOf, runSql, storedIn } from './stored.ts';

let shop: Shop;
let secret: string;
let receivers: Receivers;
/** Delivered to the bank; to the tenant's own CRM alone. */
let [shared, own] = ['', ''];
let minted = 0;

beforeAll(async () => {
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
  secret = await addWebhook(shop, 'bank', 'bank-a');
  await addWebhook(shop, 'crm');
  shared = await submit(shop);
  own = await submit(shop, {
    values: otherPerson(1),
    grants: grantsOf(shop, { 'provide-bank-a': 'refused' }),
  });
  await eventually(() => expect(receivers.received).toHaveLength(3));
});

const freshId = () => `msg_${++minted}`;

function signed(data: unknown, with_: { secret?: string; id?: string; at?: Date } = {}): CallOptions {
  const { secret: by = secret, id = freshId(), at = new Date() } = with_;
  return signedMessage(
    by,
    JSON.stringify({ type: 'lead.outcome', timestamp: at.toISOString(), data }),
    id,
    at,
  );
}
const send = (options: CallOptions, destination = 'bank', tenant = shop.tenant) =>
  call('POST', `/v1/t/${tenant}/outcomes/${destination}`, options);
const listed = async (lead: string) =>
  pickList(await configure('GET', `/v1/leads/${lead}/outcomes`, shop.owner), 'items');

describe('a signed report', () => {
  test('is taken from one that is still being sent the lead, and has not answered yet', async () => {
    receivers.answer('bank.example', 'hang');
    const before = receivers.received.length;
    const lead = await submit(shop, { values: otherPerson(2) });
    await eventually(() => expect(receivers.received).toHaveLength(before + 2));
    const told = await send(signed({ lead, type: 'contacted' }));
    receivers.answer('bank.example', { status: 204 });
    expect(told.status, told.text).toBe(201);
  });

  test('is recorded under its own id or its message’s, and its replay changes nothing', async () => {
    const at = new Date().toISOString();
    const message = signed({ lead: shared, type: 'approved', at, amount: 200_000, reason: '已过审' });
    const first = await send(message);
    expect(first.status, first.text).toBe(201);
    expect(first.json).toEqual({
      lead: shared,
      id: message.headers?.['webhook-id'],
      type: 'approved',
      at,
      amount: 200_000,
    });
    const again = await send(message);
    expect([again.status, again.headers.get('idempotent-replay')]).toEqual([200, 'true']);
    expect(again.json).toEqual(first.json);
    expect((await send(signed({ lead: shared, id: 'own-1', type: 'contacted' }))).json).toMatchObject({
      id: 'own-1',
    });
    expect(await listed(shared)).toMatchObject([
      { type: 'approved', destination: 'bank' },
      { id: 'own-1', destination: 'bank' },
    ]);
    expect(foundIn(await storedIn(shop.tenant), ['已过审'])).toEqual([]);
  });

  test('under a known id with other words is a conflict; ids of others are not in its way', async () => {
    await configure('POST', `/v1/leads/${shared}/outcomes`, shop.owner, { id: 'shared-id', type: 'signed' });
    expect((await send(signed({ lead: shared, id: 'shared-id', type: 'appointed' }))).status).toBe(201);
    const other = await send(signed({ lead: shared, id: 'shared-id', type: 'contacted' }));
    expectProblem(other, 409, 'outcome_conflict');
  });

  test('of a lead that it was never sent is not found, as one that nobody has', async () => {
    const answers = [
      await send(signed({ lead: own, type: 'signed' })),
      await send(signed({ lead: 'ld_nothing', type: 'signed' })),
    ];
    for (const answer of answers) expectProblem(answer, 404, 'not_found');
    const [one, other] = answers.map(({ json }) => ({ ...Object(json), requestId: '' }));
    expect(one).toEqual(other);
    expect(await listed(own)).toEqual([]);
  });

  test('is taken with either secret while a rotation lasts, and with the new one after', async () => {
    const rotated = await configure('POST', '/v1/destinations/bank/rotate', shop.owner);
    const fresh = pickText(rotated, 'secret');
    for (const by of [secret, fresh]) {
      expect((await send(signed({ lead: shared, type: 'contacted' }, { secret: by }))).status).toBe(201);
    }
    await runSql(shop.tenant, "UPDATE destinations SET previous_until = 1 WHERE id = 'bank'");
    expectProblem(await send(signed({ lead: shared, type: 'contacted' })), 401, 'unauthorized');
    secret = fresh;
    expect((await send(signed({ lead: shared, type: 'contacted' }))).status).toBe(201);
  });

  test('from anyone else is unauthorized, whatever it is that does not fit', async () => {
    const crmSecret = await configure('POST', '/v1/destinations/crm/rotate', shop.owner);
    const data = { lead: shared, type: 'signed' };
    const before = await rowsOf(shop.tenant, 'outcomes');
    const good = signed(data);
    const forged: [string, CallOptions, string?][] = [
      ['no signature', { raw: good.raw ?? '' }],
      ['another destination’s secret', signed(data, { secret: pickText(crmSecret, 'secret') })],
      ['another body', { ...good, raw: String(good.raw).replace('signed', 'rejected') }],
      ['another id', { ...good, headers: { ...good.headers, 'webhook-id': 'msg_x' } }],
      ['a message of yesterday', signed(data, { at: new Date(Date.now() - 86_400_000) })],
      ['a message of tomorrow', signed(data, { at: new Date(Date.now() + 86_400_000) })],
      ['a key of the tenant’s', { raw: good.raw ?? '', key: shop.owner }],
      ['no such destination', signed(data), 'nobody'],
    ];
    for (const [what, options, destination] of forged) {
      const answer = await send(options, destination);
      expect(answer.status, what).toBe(401);
      expectProblem(answer, 401, 'unauthorized');
    }
    expectProblem(await send(signed(data), 'bank', 'no-tenant'), 404, 'unknown_tenant');
    expect(await rowsOf(shop.tenant, 'outcomes')).toEqual(before);
  });

  test.for<[string, unknown, string[]]>([
    ['negative money', { type: 'signed', amount: -5 }, ['data.amount invalid_shape']],
    ['a type of nobody', { type: 'sold' }, ['data.type invalid_shape']],
    ['a member that we do not know', { type: 'signed', ammount: 5 }, ['data invalid_shape']],
    ['a time to come', { type: 'signed', at: '2999-01-01T00:00:00Z' }, ['at in_the_future']],
  ])('with %s is refused by name', async ([, data, findings]) => {
    const answer = await send(signed({ lead: shared, ...Object(data) }));
    expectProblem(answer, 422, 'invalid_request');
    expect(findingsOf(answer)).toEqual(findings);
  });

  test('that is no JSON, too large, or in another form is refused', async () => {
    const resign = (raw: string, type?: string): CallOptions => {
      const { headers } = signedMessage(secret, raw, freshId());
      return { raw, headers: { ...headers, ...(type === undefined ? {} : { 'content-type': type }) } };
    };
    expectProblem(await send(resign('{"type"')), 400, 'bad_json');
    expectProblem(await send(resign('5')), 400, 'bad_json');
    expectProblem(await send(resign('{}', 'text/xml')), 415, 'unsupported_media_type');
    expectProblem(await send(resign(`"${'x'.repeat(65_536)}"`)), 413, 'too_large');
    expectProblem(await send(resign('{"type":"lead.created","data":{}}')), 422, 'invalid_request');
  });
});

describe('a token', () => {
  let token: string;
  beforeAll(async () => {
    // Kinds beside the webhook, as their rows are; nothing is sent to one that is switched off.
    await runSql(
      shop.tenant,
      "INSERT INTO destinations (number, id, kind, recipient, config, enabled) VALUES (50, 'fxk', 'fxiaoke', 'self', '{}', 0)",
    );
    await runSql(
      shop.tenant,
      "INSERT INTO deliveries (event, destination, lead, state, attempts) VALUES (2, 50, 2, 'delivered', 1)",
    );
    const opened = await configure('POST', '/v1/destinations/fxk/inbound', shop.owner, {
      stages: { 孵化: null, 签约意向: 'appointed' },
      fields: { lead: 'data.jinjian_id', stage: 'data.status' },
    });
    token = pickText(opened, 'token');
    expect(opened).toMatchObject({
      url: `https://jinjian.test/v1/t/${shop.tenant}/outcomes/fxk`,
      proof: 'token',
      kind: 'fxiaoke',
    });
  });

  const message = (status: string, more = {}) => ({ data: { jinjian_id: own, status }, ...more });
  const told = (body: unknown, headers: Record<string, string> = { 'x-jinjian-token': token }) =>
    send({ body, headers }, 'fxk');

  test('lets a CRM report in its own words, as JSON or as a form', async () => {
    expect((await told(message('签约意向', { id: 'f1' }))).json).toMatchObject({
      id: 'f1',
      type: 'appointed',
    });
    const bearer = await told(message('已签约', { id: 'f2', amount: '300,000.00' }), {
      authorization: `Bearer ${token}`,
    });
    expect(bearer.json).toMatchObject({ type: 'signed', amount: 300_000 });
    await configure('POST', '/v1/destinations/fxk/inbound', shop.owner, { fields: {}, rotate: false });
    const form = await send(
      {
        raw: new URLSearchParams({ lead: own, stage: '放款', id: 'f3', amount: '300000' }).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-jinjian-token': token },
      },
      'fxk',
    );
    expect(form.json).toMatchObject({ type: 'disbursed', amount: 300_000 });
    await configure('POST', '/v1/destinations/fxk/inbound', shop.owner, {
      fields: { lead: 'data.jinjian_id', stage: 'data.status' },
      rotate: false,
    });
    expect(await listed(own)).toHaveLength(3);
  });

  test('without ids of their own, the same word again is a replay', async () => {
    const [first, again] = [await told(message('已联系')), await told(message('已联系'))];
    expect([first.status, again.status]).toEqual([201, 200]);
  });

  test('a word that tells nothing is ignored, one that nobody explained is refused', async () => {
    expect((await told(message('孵化'))).json).toEqual({ ignored: true });
    const unknown = await told(message('恢复'));
    expectProblem(unknown, 422, 'invalid_request');
    expect(findingsOf(unknown)).toEqual(['data.status unknown_stage']);
  });

  test('opens only its own destination, and only on leads that it was sent', async () => {
    const body = message('已签约');
    expectProblem(await send({ body, headers: { 'x-jinjian-token': token } }, 'bank'), 401, 'unauthorized');
    expectProblem(await told(body, {}), 401, 'unauthorized');
    expectProblem(await told(body, { 'x-jinjian-token': `${token}x` }), 401, 'unauthorized');
    const foreign = await told({ data: { jinjian_id: shared, status: '已签约' } });
    expectProblem(foreign, 404, 'not_found');
  });

  test('is shown once, stored as a digest, and ends with the next one or when it is taken back', async () => {
    const shown = await configure('GET', '/v1/destinations/fxk/inbound', shop.owner);
    expect(JSON.stringify(shown)).not.toContain(token);
    expect(pick(shown, 'fields')).toMatchObject({ lead: 'data.jinjian_id', amount: 'amount' });
    expect(foundIn(await storedIn(shop.tenant), [token])).toEqual([]);
    const next = await configure('POST', '/v1/destinations/fxk/inbound', shop.owner, {});
    // What the words mean stays.
    expect(pick(next, 'stages', '孵化')).toBeNull();
    expectProblem(await told(message('已签约')), 401, 'unauthorized');
    const headers = { 'x-jinjian-token': pickText(next, 'token') };
    expect((await told(message('孵化'), headers)).status).toBe(200);
    expect((await call('DELETE', '/v1/destinations/fxk/inbound', { key: shop.owner })).status).toBe(204);
    expectProblem(await told(message('孵化'), headers), 401, 'unauthorized');
    expectProblem(await call('GET', '/v1/destinations/fxk/inbound', { key: shop.owner }), 404, 'not_found');
  });

  test.for<[unknown, string]>([
    [{ stages: { 成交: 'sold' } }, 'stages.成交 invalid_value'],
    [{ fields: { lead: 'a..b' } }, 'fields.lead invalid_format'],
    [{ fields: { leed: 'a' } }, 'fields unrecognized_keys'],
  ])('%j is no mapping', async ([body, finding]) => {
    const answer = await call('POST', '/v1/destinations/fxk/inbound', { key: shop.owner, body });
    expectProblem(answer, 422, 'invalid_request');
    expect(findingsOf(answer)).toEqual([finding]);
  });

  test('a destination that signs needs none', async () => {
    const marketer = await makeKey(shop, 'marketer');
    const opened = await configure('POST', '/v1/destinations/bank/inbound', marketer, {});
    expect(opened).toEqual({
      url: `https://jinjian.test/v1/t/${shop.tenant}/outcomes/bank`,
      kind: 'webhook',
      proof: 'signature',
    });
  });
});

test('any JSON that is signed, or comes with the token, is a typed problem, stores nothing and comes back nowhere', async () => {
  await runSql(
    shop.tenant,
    "INSERT INTO destinations (number, id, kind, recipient, config, enabled) VALUES (60, 'zoho', 'zoho', 'self', '{}', 0)",
  );
  const token = pickText(await configure('POST', '/v1/destinations/zoho/inbound', shop.owner, {}), 'token');
  const before = await rowsOf(shop.tenant, 'outcomes');
  const anything = fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' });
  const nearly = fc.record(
    {
      lead: fc.oneof(fc.constant(own), fc.constant('LEAK'), anything),
      type: fc.oneof(fc.constant('signed'), anything),
      stage: fc.oneof(fc.constant('成交'), fc.constant('LEAK'), anything),
      amount: fc.oneof(fc.constant(-1), anything),
      reason: fc.constantFrom('LEAK\u0000', 'LEAK\ud800', `LEAK${'长'.repeat(300)}`, { LEAK: 1 }),
      LEAK: anything,
    },
    { requiredKeys: ['lead', 'reason'] },
  );
  await fc.assert(
    fc.asyncProperty(fc.oneof(anything, nearly), async (content) => {
      for (const answer of [
        await send(signed(content)),
        await send({ body: content, headers: { 'x-jinjian-token': token } }, 'zoho'),
      ]) {
        expectProblem(answer);
        expect([400, 404, 422]).toContain(answer.status);
        expect(answer.text).not.toContain('LEAK');
      }
    }),
    { numRuns: 150, seed: 20_261_127 },
  );
  expect(await rowsOf(shop.tenant, 'outcomes')).toEqual(before);
});

test('what is refused is limited by address, and what is in order never', async () => {
  const limited = await openShop({ ...openDoor, limits: { ...openDoor.limits, perIpPerMinute: 3 } });
  const inTime = standInReceivers(limited.tenant);
  const by = await addWebhook(limited, 'crm');
  const lead = await submit(limited);
  await eventually(() => expect(inTime.received).toHaveLength(1));
  const from = (options: CallOptions) =>
    send(
      { ...options, headers: { ...options.headers, 'cf-connecting-ip': '203.0.113.7' } },
      'crm',
      limited.tenant,
    );
  const forged = () => from(signed({ lead, type: 'signed' }));
  for (let tried = 0; tried < 3; tried++) expectProblem(await forged(), 401, 'unauthorized');
  const fourth = await forged();
  expectProblem(fourth, 429, 'rate_limited');
  expect(Number(fourth.headers.get('retry-after'))).toBeGreaterThan(0);
  for (let sent = 0; sent < 6; sent++) {
    expect((await from(signed({ lead, type: 'contacted' }, { secret: by }))).status).toBe(201);
  }
});

describe('what other systems write', () => {
  const post = (body: string, token: string) =>
    call('POST', `/v1/t/${shop.tenant}/outcomes/sheet`, {
      raw: body,
      headers: { 'content-type': 'application/json', 'x-jinjian-token': token },
    });

  test('a list of records is answered record by record, and what is right with one is kept', async () => {
    const { token, lead } = await openSheet({ fields: { lead: '0.leadId', stage: '0.status' } });
    const batch = await post(
      JSON.stringify([
        { leadId: lead, status: '已联系' },
        { leadId: 'ld_nobody', status: '已联系' },
        { leadId: lead, status: '成交' },
      ]),
      token,
    );
    expect(batch.status, batch.text).toBe(200);
    expect(pickList(batch.json, 'items')).toMatchObject([
      { status: 201, lead, type: 'contacted' },
      { status: 404, code: 'not_found' },
      { status: 201, lead, type: 'signed' },
    ]);
    expect(await listed(lead)).toHaveLength(2);
    expect((await post(JSON.stringify([{ leadId: lead, status: '已预约' }]), token)).json).toMatchObject({
      lead,
      type: 'appointed',
    });
    const many = JSON.stringify(Array.from({ length: 101 }, () => ({ leadId: lead, status: '已联系' })));
    expectProblem(await post(many, token), 422, 'invalid_request');
  });

  test('a byte order mark, cents, and the day of the lead itself are taken', async () => {
    const { token, lead } = await openSheet({});
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const body = `\ufeff${JSON.stringify({ lead, stage: '已放款', at: today, amount: '123456.78' })}`;
    const told = await post(body, token);
    expect(told.status, told.text).toBe(201);
    const [outcome] = await listed(lead);
    const created = pickText(await configure('GET', `/v1/leads/${lead}`, shop.owner), 'createdAt');
    expect(outcome).toMatchObject({ amount: 123_457, at: created });
    expect((await post(body, token)).status).toBe(200);
    expect(
      findingsOf(await post(JSON.stringify({ lead, stage: '已联系', at: '11/30/2026' }), token)),
    ).toEqual(['at invalid_time']);
  });

  /** The tenant's own lead has reached it, as far as its rows tell. */
  async function openSheet(mapping: Record<string, unknown>): Promise<{ token: string; lead: string }> {
    await runSql(shop.tenant, 'DELETE FROM outcomes');
    await runSql(
      shop.tenant,
      "INSERT OR IGNORE INTO destinations (number, id, kind, recipient, config, enabled) VALUES (51, 'sheet', 'fxiaoke', 'self', '{}', 0)",
    );
    await runSql(
      shop.tenant,
      "INSERT OR IGNORE INTO deliveries (event, destination, lead, state, attempts) VALUES (2, 51, 2, 'delivered', 1)",
    );
    const opened = await configure('POST', '/v1/destinations/sheet/inbound', shop.owner, {
      fields: {},
      ...mapping,
    });
    return { token: pickText(opened, 'token'), lead: own };
  }
});
