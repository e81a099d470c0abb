/** Owns the check of what robots say: each event's words, several in one, what fits; must not know how it is sent. */
import { describe, expect, it } from 'vitest';
import type { EventBody } from '../../../contract/event.ts';
import type { Message } from '../../../worker/delivery/adapter.ts';
import { robotMapping, robotText } from '../../../worker/delivery/robot-text.ts';
import { eventOf, lead, leadData, leadUrl, message, ping } from './conformance/sample-messages.ts';

const about = { tenant: 'huikai', lead: { id: 'ld_k7v2mq4t', seq: 128 } };
const plenty = 6000;

function say(event: EventBody, url: string | null = null): string {
  return robotText({ messages: [message(event, 'dl_1', url)], mapping: robotMapping }, plenty);
}

function textOf(mapping: Record<string, string>, values: object, attribution = {}): string {
  const data = { ...leadData, lead: { ...leadData.lead, values }, attribution };
  return robotText({ messages: [message(eventOf('lead.created', data))], mapping }, plenty);
}

describe('words', () => {
  it.each([
    ['lead.erased', about, '删除个人信息 #128\n申请人的信息已删除，请停止联系，并删除你方留存的信息。'],
    [
      'consent.withdrawn',
      { ...about, consent: { kind: 'marketing' } },
      '营销退订 #128\n申请人已退订营销联系，请停止一切营销短信、电话和消息。',
    ],
    [
      'consent.granted',
      { ...about, consent: { kind: 'credit_query' } },
      '新增授权 #128\n申请人同意了征信查询的授权。',
    ],
    [
      'authorisation.refused',
      { ...about, consent: { kind: 'provide' } },
      '未同意授权 #128\n申请人没有同意向第三方提供信息的授权，请勿据此查询或使用其信息。',
    ],
    ['consent.withdrawn', about, '撤回授权 #128\n申请人撤回了一项授权，请停止联系，并停止使用其信息。'],
    ['authorisation.expired', about, '授权未签署 #128\n授权链接已失效，申请人没有签署。'],
    ['authorisation.lapsed', about, '授权已失效 #128\n这项授权已不再有效，请勿再据此查询或使用其信息。'],
    [
      'referral.tree_limit',
      { tenant: 'huikai', tree: { code: 'ABCDEFGH23', limit: 'levels', levels: 3, people: 12 } },
      '推广层级提醒\n推广链接 ABCDEFGH23 已有 3 级、12 人，请核对是否合规。',
    ],
    ['ping', { tenant: 'huikai' }, '测试消息\n配置成功，此后的线索提醒会发到这里。'],
  ] as const)('of %s', (type, data, said) => {
    expect(say(eventOf(type, data))).toBe(`【进件】${said}`);
  });

  it.each([
    [{ decision: 'refused', channels: [], suppressed: [] }, '营销联系：未同意，请勿营销。'],
    [{ decision: 'withdrawn', channels: [], suppressed: [] }, '营销联系：已退订，请勿营销。'],
    [{ decision: 'granted', channels: ['sms', 'phone'], suppressed: [] }, '营销联系：仅限短信、电话。'],
    [{ decision: 'granted', channels: ['wechat'], suppressed: ['sms'] }, '营销联系：短信已退订，仅限微信。'],
    [{ decision: 'granted', channels: [], suppressed: ['sms'] }, '营销联系：短信已退订，请勿营销。'],
    [{ decision: 'granted', channels: ['sms', 'phone', 'wechat', 'email'], suppressed: [] }, null],
  ])('of a lead: by which ways marketing may reach the person, %o', (consent, note) => {
    const data = { ...leadData, consents: [{ notice: 'marketing', kind: 'marketing', ...consent }] };
    const text = say(eventOf('lead.created', data));
    if (note === null) expect(text).not.toContain('营销');
    else expect(text.split('\n')[1]).toBe(note);
  });

  it('of a kind that is not known yet are sensible, and name nothing of it', () => {
    const event = { ...ping.event, data: { tenant: 'huikai' } };
    Reflect.set(event, 'type', 'lead.<@all>');
    expect(say(event)).toBe('【进件】业务提醒\n有一条新的事件，请到后台查看。');
  });

  it('of a destination switched off name it', () => {
    const event = { ...ping.event, data: { destination: 'crm' } };
    Reflect.set(event, 'type', 'destination.disabled');
    expect(say(event)).toBe('【进件】投递目标已停用 crm\n投递持续失败，已自动停用，请检查配置后重新启用。');
  });

  it('of a correction show the lead as it is now', () => {
    const { tenant, lead: corrected } = leadData;
    const said = say(eventOf('lead.corrected', { tenant, lead: corrected }), leadUrl);
    expect(said).toContain('信息更正 #128\n申请人更正了信息，请以此为准。\n称呼：张**\n手机：138****8000');
    expect(said).not.toContain('渠道');
  });
});

describe('several in one', () => {
  const many = (count: number): [Message, ...Message[]] => [
    lead,
    ...Array.from({ length: count - 1 }, () => lead),
  ];

  it('are numbered, each with its link', () => {
    const text = robotText({ messages: many(10), mapping: robotMapping }, plenty);
    expect(text.split('\n\n')).toHaveLength(11);
    expect(text).toMatch(/^【进件】共 10 条\n\n1\. 新线索 #128\n称呼：张\*\*，手机：138\*{4}8000，/);
    expect(text.split(leadUrl)).toHaveLength(11);
    expect(text).not.toContain('另有');
  });

  it('all fit what 企业微信 takes, as many as are given to it', () => {
    const text = robotText({ messages: many(8), mapping: robotMapping }, 2048);
    expect(text).not.toContain('另有');
    expect(text.split(leadUrl)).toHaveLength(9);
  });

  it.each([120, 300, 700, 1500, 2048])(
    'never take more than %i bytes, and tell how many are left out',
    (most) => {
      const messages = many(30);
      const text = robotText({ messages, mapping: robotMapping }, most);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(most);
      const shown = text.split(leadUrl).length - 1;
      expect(text).toContain(`另有 ${30 - shown} 条`);
    },
  );

  it('leave a message’s fields out before the message', () => {
    const wordy = { ...robotMapping, 说明: `${'很长'.repeat(60)}{{lead.form}}` };
    const long = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`字段${at}`, wordy.说明]));
    const text = robotText({ messages: [lead], mapping: long }, 2048);
    expect(text).toBe(`【进件】新线索 #128\n查看：${leadUrl}`);
  });
});

describe('what a value can do in a chat', () => {
  it.each([
    ['<@all>', '＜＠all＞'],
    ['[x](http://evil)', '［x］（http：//evil）'],
    ['<at user_id="all">所有人</at>', '＜at user_id="all"＞所有人＜/at＞'],
    ['www.evil.example', 'www．evil．example'],
    ['a\n\n【进件】新线索', 'a 【进件】新线索'],
    ['\u202e\u200b隐\u0000藏', '隐 藏'],
    ['`代码` # 标题', '｀代码｀ ＃ 标题'],
  ])('is nothing: %j', (channel, shown) => {
    expect(textOf({ 渠道: '{{attribution.channel}}' }, {}, { channel })).toBe(
      `【进件】新线索 #128\n渠道：${shown}`,
    );
  });

  it('is nothing in a field’s name either', () => {
    expect(textOf({ '<@all>': '{{lead.form}}' }, {})).toContain('＜＠all＞：business-loan');
  });
});

describe('what the tenant’s own mapping shows', () => {
  const values = leadData.lead.values;
  it.each([
    ['{{lead.values.name}}先生', '张**先生'],
    ['{{lead.values.phone}}', '138****8000'],
    ['电话 {{lead.values.phone}}，{{lead.values.name}}', '电话 138****8000，张**'],
    ['{{lead.values.idNumber}}', '110***********002X'],
    ['{{lead.values.email}}', 'z***＠mail．example'],
    ['{{lead.values.company}}', '示*******'],
    ['{{lead.values.remark}}', '***'],
    ['{{lead.values.amount}} 元', '3000000 元'],
    ['张三丰 {{lead.form}}', '张三丰 business-loan'],
  ])('%s', (template, shown) => {
    expect(textOf({ 内容: template }, values)).toBe(`【进件】新线索 #128\n内容：${shown}`);
  });

  it('shows no phone that came by another way', () => {
    const told = textOf({ 来源: '{{attribution.channel}}' }, {}, { channel: '138 0013 8000 或 13900139000' });
    expect(told).toContain('来源：138****8000 或 139****9000');
  });

  it('shows an amount, and no other number as long as a phone', () => {
    expect(textOf({ 金额: '{{lead.values.amount}}' }, { amount: 13_800_138_000 })).toContain('138****8000');
  });
});
