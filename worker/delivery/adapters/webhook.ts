/** Owns webhooks as Standard Webhooks 1.0 defines them; must not know what an event holds. */
import type { Adapter } from '../adapter.ts';
import { jsonType } from '../vendor-request.ts';
import { judgeStatus } from '../verdict.ts';
import { signedHeaders } from '../webhook-signature.ts';

export const webhook: Adapter = {
  kind: 'webhook',
  // `secret` and `previousSecret` are ours, made and rotated by the destination store.
  members: { url: { isRequired: true, isSecret: false, isAddress: true } },
  defaultMapping: {},
  takes: 'all',
  coalesces: 1,
  pace: { perMinute: null, atOnce: 4 },
  isStatusEnough: true,
  async build({ config, messages: [{ id, text }], nowMs }) {
    const secrets = [config.secret, config.previousSecret].filter((one) => one !== undefined);
    return {
      url: config.url ?? '',
      body: text,
      headers: {
        'content-type': jsonType,
        'user-agent': 'Jinjian-Webhook/1',
        ...(await signedHeaders(id, nowMs, text, secrets)),
      },
    };
  },
  judge: ({ status, header }, nowMs) => judgeStatus(status, () => header('retry-after'), nowMs),
};
