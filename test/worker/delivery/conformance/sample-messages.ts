/** Owns the events that adapters are tried with; must not know any adapter. */
import type { EventBody, EventType } from '../../../../contract/event.ts';
import type { Message } from '../../../../worker/delivery/adapter.ts';

export const clear = {
  name: '张三丰',
  phone: '13800138000',
  idNumber: '11010519491231002X',
  email: 'zhangsf@mail.example',
};

export const leadData = {
  tenant: 'huikai',
  lead: {
    id: 'ld_k7v2mq4t',
    seq: 128,
    form: 'business-loan',
    formVersion: 3,
    createdAt: '2026-11-22T08:00:00.000Z',
    values: {
      ...clear,
      amount: 3_000_000,
      company: '示例市三丰商贸行',
      remark: '请18点后联系 [看](http://evil.example) <@all>',
    },
    flags: [],
  },
  consents: [],
  attribution: { model: 'last', channel: 'wechat', chain: [], reason: 'last_touch' },
};

export const leadUrl = 'https://forms.huikai.example/console/huikai/leads/ld_k7v2mq4t';

/** An event as the engine hands it over. */
export function message(event: EventBody, id = 'dl_9f8e7d6c5b4a', url: string | null = null): Message {
  return { id, event, text: JSON.stringify(event), leadUrl: url };
}

export function eventOf(type: EventType, data: unknown): EventBody {
  return { type, timestamp: '2026-11-22T08:00:00.000Z', data };
}

export const lead = message(eventOf('lead.created', leadData), 'dl_9f8e7d6c5b4a', leadUrl);
export const ping = message(eventOf('ping', { tenant: 'huikai' }));
