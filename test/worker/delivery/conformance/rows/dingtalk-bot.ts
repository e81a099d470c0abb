/** Owns the row of 钉钉 robots in the conformance table; must not know how they are sent. */
import { createHmac } from 'node:crypto';
import { dingtalkBotVendor, dingtalkSecret, dingtalkToken } from '../../../../targets/dingtalk-bot.ts';
import type { ExpectedCall, Row } from '../conformance-row.ts';
import { robotLead, robotPing } from './robot-texts.ts';

const tenMinutesMs = 600_000;

function call(nowMs: number, content: string): ExpectedCall {
  const timestamp = String(nowMs);
  const sign = createHmac('sha256', dingtalkSecret)
    .update(`${timestamp}\n${dingtalkSecret}`)
    .digest('base64');
  return {
    method: 'POST',
    path: '/robot/send',
    query: { access_token: dingtalkToken, timestamp, sign },
    headers: { 'content-type': 'application/json; charset=utf-8' },
    json: { msgtype: 'text', text: { content }, at: { isAtAll: false } },
  };
}

export const dingtalkBotRow: Row = {
  kind: 'dingtalk_bot',
  vendor: dingtalkBotVendor,
  config: (baseUrl) => ({ baseUrl, accessToken: dingtalkToken, secret: dingtalkSecret }),
  lead: (nowMs) => call(nowMs, robotLead),
  ping: (nowMs) => call(nowMs, robotPing),
  unread: { outcome: 'failed', status: 200, reason: 'unreadable' },
  refused: { outcome: 'failed', status: 200, reason: 'security_settings' },
  throttled: { outcome: 'failed', status: 200, reason: 'throttled', retryAfterMs: tenMinutesMs },
  answers: [
    [
      { body: { errcode: 660026 } },
      { outcome: 'failed', status: 200, reason: 'throttled', retryAfterMs: tenMinutesMs },
    ],
    [
      { body: { errcode: 410100 } },
      { outcome: 'failed', status: 200, reason: 'throttled', retryAfterMs: tenMinutesMs },
    ],
    [{ body: { errcode: 300001 } }, { outcome: 'failed', status: 200, reason: 'bad_credentials' }],
    [{ body: { errcode: 400102 } }, { outcome: 'failed', status: 200, reason: 'robot_disabled' }],
    [{ body: { errcode: 430104 } }, { outcome: 'rejected', status: 200, reason: 'invalid_message' }],
    [{ body: { errcode: '0', errmsg: 'ok' } }, { outcome: 'delivered', status: 200 }],
  ],
};
