/** Owns custom group robots of 飞书; must not know what an event holds. */
import { type Adapter, unbroken } from '../adapter.ts';
import { badCredentials, judgeByCode, meanings, throttled } from '../body-code.ts';
import { feishuSignature } from '../robot-signature.ts';
import { robotMapping, robotText } from '../robot-text.ts';
import { baseOf, postJson } from '../vendor-request.ts';

const origin = 'https://open.feishu.cn';
// Limits and codes: open.feishu.cn, 自定义机器人使用指南, 2026-11. A request may have 20 KB; ten messages take far less.
const mostBytes = 6000;
const minuteMs = 60_000;

const rule = {
  // Older robots answer with `StatusCode` alone.
  members: ['code', 'StatusCode'],
  success: 0,
  meanings: meanings(
    [[11232, 9499, 99991400], throttled(minuteMs)],
    [[19001, 19021], badCredentials],
    [[19007], { outcome: 'failed', reason: 'robot_disabled' }],
    [[19022], { outcome: 'failed', reason: 'ip_not_allowed' }],
    [[19024], { outcome: 'failed', reason: 'keyword_missing' }],
    [[19002], { outcome: 'rejected', reason: 'invalid_message' }],
  ),
};

export const feishuBot: Adapter = {
  kind: 'feishu_bot',
  members: {
    hook: {
      isRequired: true,
      isSecret: true,
      pattern: /^[A-Za-z0-9_-]+$/,
      pastedIn: /^https:\/\/open\.feishu\.cn\/open-apis\/bot\/v2\/hook\/([A-Za-z0-9_-]+)/,
    },
    secret: { isRequired: false, isSecret: true, pattern: unbroken },
  },
  defaultMapping: robotMapping,
  takes: 'all',
  isMasked: true,
  coalesces: 10,
  // And 5 a second: what comes while one is under way goes into the next.
  pace: { perMinute: 100, atOnce: 1 },
  async build(given) {
    const { config, nowMs } = given;
    const timestamp = Math.floor(nowMs / 1000);
    const signed =
      config.secret === undefined
        ? {}
        : { timestamp: String(timestamp), sign: await feishuSignature(config.secret, timestamp) };
    return postJson(
      `${baseOf(config, origin)}/open-apis/bot/v2/hook/${encodeURIComponent(config.hook ?? '')}`,
      {
        ...signed,
        msg_type: 'text',
        content: { text: robotText(given, mostBytes) },
      },
    );
  },
  judge: (answer, nowMs) => judgeByCode(answer, nowMs, rule),
};
