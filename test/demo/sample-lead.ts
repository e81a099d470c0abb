/** Owns a `lead.created` body as the demo's tenant would receive it; must not know how it is sent. */

interface SampleParts {
  id?: string;
  values?: Record<string, unknown>;
  attribution?: unknown;
}

export function sampleLead({ id = 'ld_one', values, attribution }: SampleParts = {}) {
  return {
    type: 'lead.created',
    timestamp: '2026-11-22T08:00:00.000Z',
    data: {
      tenant: 'huikai',
      lead: {
        id,
        seq: 7,
        form: 'business-loan',
        formVersion: 1,
        createdAt: '2026-11-22T08:00:00.000Z',
        values: values ?? {
          name: '王建国',
          phone: '13800138000',
          amount: 500_000,
          term: 24,
          region: '310000',
        },
        flags: [],
      },
      consents: [
        {
          notice: 'provide-bank-a',
          version: 2,
          digest: 'sha256:00',
          kind: 'provide',
          decision: 'granted',
          at: '2026-11-22T08:00:00.000Z',
          recipients: ['bank-a'],
          entry: { index: 12, leafHash: 'x' },
        },
      ],
      attribution: attribution ?? {
        model: 'last',
        channel: 'wechat',
        chain: [
          { code: '23456789AB', promoter: 'pr_zhang', kind: 'staff', level: 1 },
          { code: '23456789AC', promoter: 'pr_li', kind: 'customer', level: 2 },
        ],
        credited: '23456789AC',
        reason: 'last_touch',
      },
    },
  };
}
