/** Owns that every kind with a mapping fills it from the same data, what happened included; must not know any kind. */
import { expect, test } from 'vitest';
import { allAdapters } from '../../../worker/delivery/adapters.ts';
import { eventOf, leadData, message } from './conformance/sample-messages.ts';

const mapped = allAdapters.filter(({ defaultMapping }) => Object.keys(defaultMapping).length > 0);

test.each(mapped)('$kind says what happened', async (adapter) => {
  const { body } = await adapter.build({
    config: { domain: 'com' },
    mapping: { what: '{{event}} / {{lead.id}}' },
    messages: [message(eventOf('lead.created', leadData))],
    access: { token: 't-1', corpId: 'c-1', instance: 'https://api.xiaoshouyi.com' },
    nowMs: 0,
  });
  expect(decodeURIComponent(body.replaceAll('+', ' '))).toContain(`新线索 / ${leadData.lead.id}`);
});
