/** Owns the check that the real runtime builds what Node does: signatures over nothing, each adapter's request; no server. */
import { describe, expect, it } from 'vitest';
import { destinationKinds, type Message } from '../../worker/delivery/adapter.ts';
import { adapterOf } from '../../worker/delivery/adapters.ts';
import { dingtalkSignature, feishuSignature } from '../../worker/delivery/robot-signature.ts';

const ping: Message = {
  id: 'dl_1',
  event: { type: 'ping', timestamp: '2026-11-22T08:00:00.000Z', data: { tenant: 'huikai' } },
  text: '{}',
  leadUrl: null,
};
const kinds = destinationKinds.filter((kind) => {
  try {
    return adapterOf(kind).kind === kind;
  } catch {
    return false;
  }
});

describe('signatures', () => {
  it('of 飞书, over nothing', async () => {
    expect(await feishuSignature('demo-secret', 1_700_000_000)).toBe(
      'mYHw2R2SOm8Rw/sne3lQdmz4sOfntKR+1P/8RKKTwmA=',
    );
  });
  it('of 钉钉', async () => {
    expect(await dingtalkSignature('SECdemo', 1_700_000_000_000)).toBe(
      'lOvVf9TQCVugV68mGbSZCg0gzOl1SVjxWi1MyVZCUuA=',
    );
  });
});

it.each(kinds)('%s builds a request that the runtime takes', async (kind) => {
  const adapter = adapterOf(kind);
  const config = Object.fromEntries(
    Object.entries(adapter.members).map(([name, { isAddress }]) => [
      name,
      isAddress === true ? 'https://crm.example/' : 'demo',
    ]),
  );
  const access = { token: 't-1', corpId: 'c-1', instance: 'https://api.xiaoshouyi.com' };
  const mapping = adapter.defaultMapping;
  const { url, headers, method } = await adapter.build({
    config,
    mapping,
    messages: [ping],
    access,
    nowMs: 0,
  });
  const request = new Request(url, { method: method ?? 'POST', headers });
  expect(new URL(request.url).protocol).toBe('https:');
  expect(request.headers.get('content-type')).not.toBeNull();
});
