/** Owns the row of 飞书 robots in the conformance table; must not know how they are sent. */
import { createHmac } from 'node:crypto';
import { feishuBotVendor, feishuHook, feishuSecret } from '../../../../targets/feishu-bot.ts';
import type { Row } from '../conformance-row.ts';
import { robotLead, robotPing } from './robot-texts.ts';

const call = { method: 'POST', path: `/open-apis/bot/v2/hook/${feishuHook}`, query: {} };
const headers = { 'content-type': 'application/json; charset=utf-8' };

function body(nowMs: number, text: string) {
  const timestamp = String(Math.floor(nowMs / 1000));
  const sign = createHmac('sha256', `${timestamp}\n${feishuSecret}`).update('').digest('base64');
  return { timestamp, sign, msg_type: 'text', content: { text } };
}

export const feishuBotRow: Row = {
  kind: 'feishu_bot',
  vendor: feishuBotVendor,
  config: (baseUrl) => ({ baseUrl, hook: feishuHook, secret: feishuSecret }),
  lead: (nowMs) => ({ ...call, headers, json: body(nowMs, robotLead) }),
  ping: (nowMs) => ({ ...call, headers, json: body(nowMs, robotPing) }),
  unread: { outcome: 'failed', status: 200, reason: 'unreadable' },
  refused: { outcome: 'failed', status: 200, reason: 'keyword_missing' },
  throttled: { outcome: 'failed', status: 200, reason: 'throttled', retryAfterMs: 60_000 },
  answers: [
    [{ body: { StatusCode: 0, StatusMessage: 'success' } }, { outcome: 'delivered', status: 200 }],
    [{ body: { code: 19021 } }, { outcome: 'failed', status: 200, reason: 'bad_credentials' }],
    [{ body: { code: 19001 } }, { outcome: 'failed', status: 200, reason: 'bad_credentials' }],
    [{ body: { code: 19022 } }, { outcome: 'failed', status: 200, reason: 'ip_not_allowed' }],
    // Said both of too many and of a malformed request: the one that a retry can help.
    [
      { status: 400, body: { code: 9499 } },
      { outcome: 'failed', status: 400, reason: 'throttled', retryAfterMs: 60_000 },
    ],
    [
      { status: 429, headers: { 'x-ogw-ratelimit-reset': '12' }, body: { code: 99991400 } },
      { outcome: 'failed', status: 429, reason: 'throttled', retryAfterMs: 12_000 },
    ],
  ],
};
