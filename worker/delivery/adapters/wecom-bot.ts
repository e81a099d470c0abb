/** Owns group robots of 企业微信; must not know what an event holds. */
import type { Adapter } from '../adapter.ts';
import { badCredentials, busy, judgeByCode, meanings, throttled } from '../body-code.ts';
import { robotMapping, robotText } from '../robot-text.ts';
import { baseOf, postJson } from '../vendor-request.ts';

// Limits and codes: developer.work.weixin.qq.com, 群机器人配置说明 (path/91770) and 全局错误码 (path/90313), 2026-11.
/** Of `text.content`. Plain text, which alone is shown in WeChat too, and in which nothing is markup. */
const mostBytes = 2048;
const origin = 'https://qyapi.weixin.qq.com';
const minuteMs = 60_000;

const rule = {
  members: ['errcode'],
  success: 0,
  meanings: meanings(
    [[-1], busy],
    [[45009, 45033], throttled(minuteMs)],
    [[93000], badCredentials],
    [[93004, 93008], { outcome: 'failed', reason: 'robot_disabled' }],
    [[40008, 40058, 44004], { outcome: 'rejected', reason: 'invalid_message' }],
  ),
};

export const wecomBot: Adapter = {
  kind: 'wecom_bot',
  members: {
    key: {
      isRequired: true,
      isSecret: true,
      pattern: /^[A-Za-z0-9_-]+$/,
      pastedIn: /^https:\/\/qyapi\.weixin\.qq\.com\/cgi-bin\/webhook\/send\?(?:.*&)?key=([A-Za-z0-9_-]+)/,
    },
  },
  defaultMapping: robotMapping,
  takes: 'all',
  isMasked: true,
  // More would not fit its 2048 bytes whole.
  coalesces: 8,
  pace: { perMinute: 20, atOnce: 1 },
  build(given) {
    const query = new URLSearchParams({ key: given.config.key ?? '' });
    const url = `${baseOf(given.config, origin)}/cgi-bin/webhook/send?${query}`;
    return postJson(url, { msgtype: 'text', text: { content: robotText(given, mostBytes) } });
  },
  judge: (answer, nowMs) => judgeByCode(answer, nowMs, rule),
};
