/** Owns a lead's event as adapters are given it, in tests; must not check anything. */
import type { EventBody, LeadCreated } from '../../../contract/event.ts';

export const sampleData: LeadCreated = {
  tenant: 'demo',
  lead: {
    id: 'ld_abc',
    seq: 7,
    form: 'biz',
    formVersion: 3,
    createdAt: '2026-11-26T17:30:00.000Z',
    values: {
      name: '欧阳锋',
      phone: '13800138000',
      email: 'ouyang@example.com',
      amount: 120_000,
      assets: ['房', '车'],
      note: '急用 🚀🚀🚀',
    },
    flags: ['fast_fill', 'duplicate'],
  },
  consents: [
    {
      notice: 'privacy',
      version: 2,
      digest: 'sha256:aa',
      kind: 'privacy',
      decision: 'granted',
      at: '2026-11-26T17:29:59.000Z',
      recipients: [],
      entry: { index: 4, leafHash: 'bb' },
    },
    {
      notice: 'marketing',
      version: 1,
      digest: 'sha256:cc',
      kind: 'marketing',
      decision: 'refused',
      at: '2026-11-26T17:29:59.000Z',
      recipients: [],
      entry: { index: 5, leafHash: 'dd' },
    },
  ],
  attribution: {
    model: 'last',
    channel: '门店',
    utm: { source: 'wechat' },
    chain: [{ code: 'AAAA', promoter: 'pr_1', level: 1 }],
    reason: 'last_touch',
  },
};

export const sampleEvent: EventBody<LeadCreated> = {
  type: 'lead.created',
  timestamp: sampleData.lead.createdAt,
  data: sampleData,
};
