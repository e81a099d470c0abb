/** Owns the check of what reports say of a signature: with what it was signed, what that proves, whose word the rest is. */
import { describe, expect, it } from 'vitest';
import { type ConsentRecord, consentRecord, shownByClient } from '../../../worker/ledger/consent-record.ts';
import { recordWords } from '../../../worker/ledger/record-words.ts';

const pinned = { id: 'query-a', version: 1, digest: 'sha256:0' };
const record = (
  authorisation: ConsentRecord['authorisation'],
  decision: ConsentRecord['decision'] = 'granted',
): ConsentRecord =>
  consentRecord({
    tenant: 'acme',
    controller: { legalName: '诚信助贷' },
    lead: 'ld_1',
    channel: 'authorisation',
    form: pinned,
    notice: pinned,
    decision,
    atMs: Date.parse('2026-12-01T02:00:00Z'),
    locale: 'zh-CN',
    ...shownByClient({ fontPx: 16, visibleMs: 4000 }),
    authorisation,
  });
const whole = {
  id: 'au_1',
  method: 'phone_code',
  readingMs: 42_000,
  device: 'Phone/1',
  addressPrefix: '203.0.113.0/24',
} as const;

describe('a signature', () => {
  it('is told with method, time, reading, network and device, in both languages', () => {
    expect(recordWords['zh-CN'].signed(record(whole))).toEqual([
      '签署人填写了发送至申请人手机的短信验证码：证明当时持有该手机号码。强度：中，不核验姓名',
      '时间 2026-12-01 10:00:00（北京时间，服务器计时）',
      '授权页面首次打开 42 秒后作出（服务器计时）',
      '网络地址段 203.0.113.0/24',
      '设备（浏览器自报）Phone/1',
    ]);
    expect(recordWords.en.signed(record(whole))).toEqual([
      'the signer gave a code sent to the applicant’s phone: proof of having that phone number at that time. Strength: medium, no name is checked',
      'at 2026-12-01 10:00:00 (UTC+8), by the server’s clock',
      'decided 42 s after the page was first opened, by the server’s clock',
      'from the network 203.0.113.0/24',
      'device, by its own word: Phone/1',
    ]);
  });

  it.each([
    ['receipt_secret', '提交申请的设备', 'only the device that applied'],
    ['phone_number', '机构人员也可能知道', 'as the company’s own people may'],
  ] as const)('by %s says how much that proves', (method, zh, en) => {
    expect(recordWords['zh-CN'].signed(record({ id: 'au_1', method }))[0]).toContain(zh);
    expect(recordWords.en.signed(record({ id: 'au_1', method }))[0]).toContain(en);
  });

  it('says what the signer confirmed of what the page showed, and whose word that is', () => {
    const confirmed = record({ id: 'au_1', method: 'phone_code', confirmed: ['name', 'id_number'] });
    expect(recordWords['zh-CN'].signed(confirmed)[1]).toBe(
      '签署人确认了页面所示的姓名、身份证号码（部分隐藏；浏览器自报）',
    );
    expect(recordWords.en.signed(confirmed)[1]).toBe(
      'the signer confirmed the name and identity number shown in part (the client’s own word)',
    );
  });

  it('of a refusal is said to be anyone’s who held the link', () => {
    expect(recordWords['zh-CN'].signed(record({ id: 'au_1' }, 'refused'))[0]).toContain('持有链接的人');
    expect(recordWords.en.signed(record({ id: 'au_1' }, 'refused'))[0]).toContain('whoever holds the link');
    expect(recordWords.en.signed({ ...record(whole), authorisation: undefined })).toEqual([]);
  });
});

it('a statement of age is told with what binds the decision, in both languages', () => {
  const stated = { ...record(undefined), declarations: { adult: true } as const };
  expect(recordWords['zh-CN'].bound(stated)).toEqual(['申请人声明已年满18周岁']);
  expect(recordWords.en.bound(stated)).toEqual(['the applicant stated to be 18 or older']);
  expect(recordWords.en.bound(record(undefined))).toEqual([]);
});

describe('how a text was shown', () => {
  it('is the client’s own word: the record says so, and so does each report', () => {
    expect(record(whole).presentationSource).toBe('client');
    expect(recordWords['zh-CN'].shownBy).toContain('浏览器自报');
    expect(recordWords.en.shownBy).toContain('the client’s own word');
    // What the server measured is not among it.
    expect(recordWords['zh-CN'].shown(record(whole)).join()).not.toContain('服务器');
  });

  it('has no source where nothing was measured', () => {
    expect(shownByClient(undefined)).toEqual({});
  });
});
