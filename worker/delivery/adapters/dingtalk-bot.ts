/** Owns custom group robots of 钉钉; must not know what an event holds. */
import { type Adapter, unbroken } from '../adapter.ts';
import { badCredentials, busy, judgeByCode, meanings, throttled } from '../body-code.ts';
import { dingtalkSignature } from '../robot-signature.ts';
import { robotMapping, robotText } from '../robot-text.ts';
import { baseOf, postJson } from '../vendor-request.ts';

const origin = 'https://oapi.dingtalk.com';
// Limits and codes: open.dingtalk.com, 自定义机器人安全设置 and 接入, 2026-11. Ten messages are far below what a text may hold.
const mostBytes = 6000;
/** A robot that sent more than twenty in a minute is stopped for ten. */
const blockMs = 10 * 60_000;

const rule = {
  members: ['errcode'],
  success: 0,
  meanings: meanings(
    [[-1], busy],
    [[130101, 130102, 130103, 410100, 660026], throttled(blockMs)],
    [[300001, 400101], badCredentials],
    // Keyword, signature, time or address: one code for all that the robot's security settings refuse.
    [[310000], { outcome: 'failed', reason: 'security_settings' }],
    [[400013, 400102, 400106], { outcome: 'failed', reason: 'robot_disabled' }],
    [[40035, 400105, 430101, 430102, 430103, 430104], { outcome: 'rejected', reason: 'invalid_message' }],
  ),
};

export const dingtalkBot: Adapter = {
  kind: 'dingtalk_bot',
  members: {
    accessToken: {
      isRequired: true,
      isSecret: true,
      pattern: /^[A-Za-z0-9_-]+$/,
      pastedIn: /^https:\/\/oapi\.dingtalk\.com\/robot\/send\?(?:.*&)?access_token=([A-Za-z0-9_-]+)/,
    },
    secret: { isRequired: false, isSecret: true, pattern: unbroken },
  },
  defaultMapping: robotMapping,
  takes: 'all',
  isMasked: true,
  coalesces: 10,
  pace: { perMinute: 20, atOnce: 1 },
  async build(given) {
    const { config, nowMs } = given;
    const query = new URLSearchParams({ access_token: config.accessToken ?? '' });
    if (config.secret !== undefined) {
      query.set('timestamp', String(nowMs));
      query.set('sign', await dingtalkSignature(config.secret, nowMs));
    }
    return postJson(`${baseOf(config, origin)}/robot/send?${query}`, {
      msgtype: 'text',
      text: { content: robotText(given, mostBytes) },
      at: { isAtAll: false },
    });
  },
  judge: (answer, nowMs) => judgeByCode(answer, nowMs, rule),
};
