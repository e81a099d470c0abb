/** Owns the row of 企业微信 robots in the conformance table; must not know how they are sent. */
import { wecomBotVendor, wecomKey } from '../../../../targets/wecom-bot.ts';
import type { Row } from '../conformance-row.ts';
import { robotLead, robotPing } from './robot-texts.ts';

const call = { method: 'POST', path: '/cgi-bin/webhook/send', query: { key: wecomKey } };
const headers = { 'content-type': 'application/json; charset=utf-8' };

export const wecomBotRow: Row = {
  kind: 'wecom_bot',
  vendor: wecomBotVendor,
  config: (baseUrl) => ({ baseUrl, key: wecomKey }),
  lead: () => ({ ...call, headers, json: { msgtype: 'text', text: { content: robotLead } } }),
  ping: () => ({ ...call, headers, json: { msgtype: 'text', text: { content: robotPing } } }),
  unread: { outcome: 'failed', status: 200, reason: 'unreadable' },
  refused: { outcome: 'failed', status: 200, reason: 'bad_credentials' },
  throttled: { outcome: 'failed', status: 200, reason: 'throttled', retryAfterMs: 60_000 },
  answers: [
    [
      { body: { errcode: 45033, errmsg: '' } },
      { outcome: 'failed', status: 200, reason: 'throttled', retryAfterMs: 60_000 },
    ],
    [{ body: { errcode: 93004, errmsg: '' } }, { outcome: 'failed', status: 200, reason: 'robot_disabled' }],
    [
      { body: { errcode: 40058, errmsg: '' } },
      { outcome: 'rejected', status: 200, reason: 'invalid_message' },
    ],
    [{ body: { errcode: -1, errmsg: 'system busy' } }, { outcome: 'failed', status: 200, reason: 'busy' }],
    [{ body: { errcode: 50001, errmsg: '' } }, { outcome: 'failed', status: 200, reason: 'refused' }],
    [{ body: { errcode: '0', errmsg: 'ok' } }, { outcome: 'delivered', status: 200 }],
    [{ body: { errcode: null, errmsg: 'ok' } }, { outcome: 'failed', status: 200, reason: 'unreadable' }],
    [{ body: { errmsg: 'ok' } }, { outcome: 'failed', status: 200, reason: 'unreadable' }],
    [
      { status: 500, body: { errcode: 0, errmsg: 'ok' } },
      { outcome: 'failed', status: 500, reason: 'server_error' },
    ],
    [
      { status: 410, body: { errcode: 0 } },
      { outcome: 'gone', status: 410, reason: 'gone' },
    ],
  ],
};
