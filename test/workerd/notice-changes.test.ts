/** Owns what a changed notice means for leads, forms and recipients; must not know how two texts are compared. */
import { beforeEach, describe, expect, test } from 'vitest';
import { call, expectProblem, findingsOf, pick, pickList } from './api.ts';
import { person, submit } from './applicant.ts';
import { addVersionNamingTwo } from './notice-versions.ts';
import { addWebhook, eventually, type Receivers, sendDue, standInReceivers } from './receiver.ts';
import { configure, formDraft, makeKey, noticeDraft, openShop, publishForm, type Shop } from './scenario.ts';
import { rowsOf } from './stored.ts';

let shop: Shop;
let receivers: Receivers;
beforeEach(async () => {
  receivers = standInReceivers();
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
});

const publish = (id: string, kind: string, more: Record<string, unknown> = {}) =>
  configure('POST', '/v1/notices', shop.owner, noticeDraft(id, kind, more));
const bankNotice = { recipients: ['bank-a'], fields: ['name', 'phone', 'amount'] };
const publishBoth = () => addVersionNamingTwo(shop, 'provide-bank-a', 'broker-b');
const consentOf = async (lead: string, notice: string, key = shop.owner) =>
  pickList(await configure('GET', `/v1/leads/${lead}`, key), 'consents').find(
    (consent) => pick(consent, 'notice') === notice,
  );

describe('GET /v1/notices/{id}/diff', () => {
  test('tells what changed, whether it matters and whether an earlier grant covers it', async () => {
    await publish('privacy', 'privacy', { purposes: ['评估贷款申请', '与您联系'], title: '新版' });
    for (const key of [shop.owner, await makeKey(shop, 'marketer'), await makeKey(shop, 'compliance')]) {
      expect(await configure('GET', '/v1/notices/privacy/diff?from=1&to=2', key)).toEqual({
        from: 1,
        to: 2,
        changes: [
          { path: 'title', kind: 'changed', before: '授权书 privacy', after: '新版' },
          { path: 'purposes.1', kind: 'added', after: '与您联系' },
        ],
        material: true,
        reasons: ['purpose'],
        insufficient: true,
      });
    }
    expect(await configure('GET', '/v1/notices/privacy/diff?from=2&to=1', shop.owner)).toMatchObject({
      material: true,
      insufficient: false,
    });
    expect(await configure('GET', '/v1/notices/privacy/diff?from=1&to=1', shop.owner)).toMatchObject({
      changes: [],
      material: false,
    });
  });

  test.for([
    '',
    '?from=1',
    '?from=0&to=1',
    '?from=1&to=x',
    '?from=-1&to=1',
    '?from=1e3&to=1',
    '?from=1&to=99999999999',
  ])('with %s is refused', async (query) => {
    expectProblem(
      await call('GET', `/v1/notices/privacy/diff${query}`, { key: shop.owner }),
      422,
      'invalid_request',
    );
  });

  test('of versions that are not there is not found', async () => {
    for (const path of ['privacy/diff?from=1&to=9', 'nothing/diff?from=1&to=1']) {
      expectProblem(await call('GET', `/v1/notices/${path}`, { key: shop.owner }), 404, 'not_found');
    }
    const both = await call('GET', '/v1/notices/privacy/diff', { key: shop.owner });
    expect(findingsOf(both)).toEqual(['from invalid_shape', 'to invalid_shape']);
  });
});

describe('a grant (PI-03)', () => {
  test('is sufficient until its notice asks for more, and says why it is not', async () => {
    const lead = await submit(shop);
    expect(await consentOf(lead, 'privacy')).toMatchObject({ decision: 'granted', sufficient: true });
    await publish('privacy', 'privacy', { title: '只是新标题' });
    expect(await consentOf(lead, 'privacy')).toMatchObject({ version: 1, sufficient: true });
    await publish('privacy', 'privacy', { purposes: ['评估贷款申请', '分析'], infoKinds: ['姓名', '收入'] });
    const outgrown = { version: 1, sufficient: false, reasons: ['purpose', 'info_kind'] };
    expect(await consentOf(lead, 'privacy')).toMatchObject(outgrown);
    expect(await consentOf(lead, 'privacy', await makeKey(shop, 'crm'))).toMatchObject(outgrown);
    const [listed] = pickList(await configure('GET', '/v1/leads', shop.owner), 'items');
    expect(pickList(listed, 'consents')).toContainEqual(expect.objectContaining(outgrown));
    expect(await consentOf(lead, 'marketing')).toMatchObject({ sufficient: true });
    // The text of the first version again: nothing is asked for that was not granted.
    await publish('privacy', 'privacy');
    expect(await consentOf(lead, 'privacy')).toMatchObject({ sufficient: true });
  });

  test('that was refused says nothing of it, and no webhook carries it', async () => {
    await addWebhook(shop, 'crm');
    const lead = await submit(shop, {
      grants: shop.notices.map((pin) => ({
        ...pin,
        decision: pin.notice === 'marketing' ? 'refused' : 'granted',
      })),
    });
    await publish('marketing', 'marketing', { purposes: ['更多'] });
    expect(await consentOf(lead, 'marketing')).not.toHaveProperty('sufficient');
    await eventually(() => expect(receivers.received).toHaveLength(1));
    expect(receivers.received[0]?.body).not.toContain('sufficient');
    expect((await call('GET', '/v1/events', { key: shop.owner })).text).not.toContain('sufficient');
  });
});

describe('a new use', () => {
  test('by a recipient whom only the newer text names is never covered by the older grant (CR-06, PI-13)', async () => {
    await addWebhook(shop, 'bank', 'bank-a');
    await addWebhook(shop, 'broker', 'broker-b');
    const lead = await submit(shop);
    await publishBoth();
    await publishForm(shop.tenant, shop.owner, 'biz');
    // Still the old form version, taken for 24 hours more: its applicants were shown the old text.
    await submit(shop, { values: { name: '张三', phone: '13800000001', amount: 10_000 } });
    await sendDue(shop.tenant);
    await eventually(() => expect(receivers.to('bank.example')).toHaveLength(2));
    expect(receivers.to('broker.example')).toEqual([]);
    expect(await consentOf(lead, 'provide-bank-a')).toMatchObject({
      sufficient: false,
      reasons: ['recipient'],
    });
  });

  test('of fields that only the newer text names is cut from a delivery under the older grant', async () => {
    await addWebhook(shop, 'bank', 'bank-a');
    receivers.answer('bank.example', { status: 500 });
    await submit(shop);
    await eventually(() => expect(receivers.received).toHaveLength(1));
    await publish('provide-bank-a', 'provide', { ...bankNotice, fields: ['name', 'phone', 'idNumber'] });
    receivers.answer('bank.example', { status: 200 });
    const [delivery] = await rowsOf(shop.tenant, 'deliveries');
    expect(delivery).toMatchObject({ state: 'pending' });
    await sendDue(shop.tenant);
    await eventually(() => expect(receivers.to('bank.example').length).toBeGreaterThan(1));
    for (const { body } of receivers.to('bank.example')) expect(body).not.toContain(person.idNumber);
  });
});

describe('a form that pins an older text', () => {
  const outdated = async () => pickList(await configure('GET', '/v1/forms/biz', shop.owner), 'outdated');

  test('says which, until it is published again', async () => {
    expect(await outdated()).toEqual([]);
    await publish('privacy', 'privacy', { title: '只是新标题' });
    await publish('provide-bank-a', 'provide', { ...bankNotice, purposes: ['评估贷款申请', '与您联系'] });
    const expected = [
      { notice: 'privacy', pinned: 1, latest: 2, material: false },
      { notice: 'provide-bank-a', pinned: 1, latest: 2, material: true },
    ];
    expect(await outdated()).toEqual(expected);
    const [listed] = pickList(await configure('GET', '/v1/forms', shop.owner), 'items');
    expect(pick(listed, 'outdated')).toEqual(expected);
    await configure('POST', '/v1/forms/biz/publish', shop.owner);
    expect(await outdated()).toEqual([]);
  });

  test('with two recipients goes on taking leads, and is told of as outdated by the rules of today', async () => {
    await publishBoth();
    await configure('POST', '/v1/forms/biz/publish', shop.owner);
    expect(await outdated()).toMatchObject([
      { path: 'consents.2.notice.recipients', code: 'one_recipient', rule: 'N7' },
    ]);
  });

  test('and a draft that was never published pins none', async () => {
    await configure('PUT', '/v1/forms/quiet', shop.owner, formDraft);
    expect(await configure('GET', '/v1/forms/quiet', shop.owner)).not.toHaveProperty('outdated');
  });
});
