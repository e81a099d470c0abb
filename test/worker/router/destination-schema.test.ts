/** Owns what is made of pasted members of a destination's configuration; must not save one. */
import { describe, expect, test } from 'vitest';
import { destinationBody, draftOf } from '../../../worker/router/destination-schema.ts';

const bodyOf = (kind: string, config: object) => ({ kind, recipient: 'self', config });
function kept(kind: string, config: object) {
  const { config: open, secrets } = draftOf(destinationBody.parse(bodyOf(kind, config)));
  return { ...open.members, ...secrets };
}
const refusals = (kind: string, config: object) =>
  destinationBody
    .safeParse(bodyOf(kind, config))
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('blanks and unseen marks around a member go', () => {
  const key = 'a1b2c3d4-0000-4000-8000-000000000000';
  test.each([
    ` ${key}`,
    `${key}\n`,
    `\t${key} `,
    `\u00A0${key}\u3000`,
    `\uFEFF${key}`,
    `\u202A${key}\u202C`,
    `${key}\u200B`,
  ])('%j', (typed) => {
    expect(kept('wecom_bot', { key: typed })).toEqual({ key });
  });
  test('of an address too', () => {
    expect(kept('webhook', { url: ' https://crm.example.cn/hook\n' })).toEqual({
      url: 'https://crm.example.cn/hook',
    });
  });
  test('and one of nothing else is refused', () => {
    expect(refusals('wecom_bot', { key: ' \u200B ' })).toBeDefined();
  });
});

describe('a secret with a blank inside, or quotes around it, is refused', () => {
  test.each([
    ['feishu_bitable', { appId: 'cli_a', appSecret: 'abc def', appToken: 't', tableId: 'tbl1' }, 'appSecret'],
    ['dingtalk_bot', { accessToken: 'abc', secret: '"SECabc"' }, 'secret'],
    ['feishu_bot', { hook: 'abc', secret: "'abc'" }, 'secret'],
    ['wecom_bot', { key: 'abc def' }, 'key'],
  ])('%s', (kind, config, member) => {
    expect(refusals(kind, config)).toEqual([expect.stringMatching(`^config.${member}: .*不能有空格.* / `)]);
  });
});

describe('what is pasted with more around it is taken', () => {
  test.each([
    ['wecom_bot', 'key', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc-1', 'abc-1'],
    ['wecom_bot', 'key', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?debug=1&key=abc-1', 'abc-1'],
    ['dingtalk_bot', 'accessToken', 'https://oapi.dingtalk.com/robot/send?access_token=abc1', 'abc1'],
    ['feishu_bot', 'hook', 'https://open.feishu.cn/open-apis/bot/v2/hook/abc-1', 'abc-1'],
  ])('%s: %s of %s', (kind, member, typed, value) => {
    expect(kept(kind, { [member]: typed })).toEqual({ [member]: value });
  });

  test.each([
    ['https://crm.example.cn/api/v1', 'https://crm.example.cn'],
    ['https://crm.example.cn/api/v1/', 'https://crm.example.cn'],
    ['https://crm.example.cn/espo/api/v1/LeadCapture/abcdef0123456789', 'https://crm.example.cn/espo'],
    ['https://crm.example.cn//api/v1', 'https://crm.example.cn'],
    ['https://crm.example.cn/', 'https://crm.example.cn'],
    ['https://api.example.cn/v1', 'https://api.example.cn/v1'],
    ['https://crm.例子.中国/api/v1', 'https://crm.例子.中国'],
  ])('EspoCRM at %s', (baseUrl, base) => {
    expect(kept('espocrm', { baseUrl, apiKey: 'abcdef0123456789' })).toMatchObject({ baseUrl: base });
  });
});
