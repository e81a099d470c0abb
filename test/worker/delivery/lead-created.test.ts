/** Owns the check of the webhook body's shape (API.md, Webhooks): the same lead, the same bytes; must not sign it. */
import { describe, expect, it } from 'vitest';
import { type ClearLead, leadCreated } from '../../../worker/delivery/lead-created.ts';

const lead: ClearLead = {
  tenant: 'acme',
  id: 'ld_a',
  seq: 12,
  form: 'loan',
  formVersion: 3,
  createdAt: '2026-11-22T08:00:00.000Z',
  duplicateOf: null,
  flags: [],
  attribution: { model: 'last', chain: [], reason: 'no_touch' },
};

describe('lead.created', () => {
  it('has the members that API.md names and no other', () => {
    expect(leadCreated(lead, { name: '张三' }, [])).toEqual({
      type: 'lead.created',
      timestamp: '2026-11-22T08:00:00.000Z',
      data: {
        tenant: 'acme',
        lead: {
          id: 'ld_a',
          seq: 12,
          form: 'loan',
          formVersion: 3,
          createdAt: '2026-11-22T08:00:00.000Z',
          values: { name: '张三' },
          flags: [],
        },
        consents: [],
        attribution: { model: 'last', chain: [], reason: 'no_touch' },
      },
    });
  });
  it('names the lead that a duplicate repeats', () => {
    const body = leadCreated({ ...lead, duplicateOf: 'ld_b', flags: ['duplicate'] }, {}, []);
    expect(body.data.lead).toMatchObject({ duplicateOf: 'ld_b', flags: ['duplicate'] });
  });
  it('is the same text each time, so that a retry is signed over the same bytes', () => {
    const text = () => JSON.stringify(leadCreated(lead, { phone: '13800138000', name: '张三' }, []));
    expect(text()).toBe(text());
  });
});
