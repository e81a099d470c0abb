/** Owns what 钉钉 answers to a custom robot's messages (自定义机器人接入, 2026-11); must not know our side. */
import { createHmac } from 'node:crypto';
import { sent, type Vendor } from './stand-in.ts';

export const dingtalkToken = 'c0ffee00c0ffee00c0ffee00c0ffee00';
export const dingtalkSecret = 'SECdemo';
const hourMs = 3_600_000;

export function dingtalkBotVendor(): Vendor {
  return {
    isTokenCall: () => false,
    answer({ method, path, query, headers, json }) {
      if (method !== 'POST' || path !== '/robot/send' || query.access_token !== dingtalkToken) {
        return { body: { errcode: 300001, errmsg: 'token is not exist' } };
      }
      const expected = createHmac('sha256', dingtalkSecret)
        .update(`${query.timestamp}\n${dingtalkSecret}`)
        .digest('base64');
      if (query.sign !== expected) return { body: { errcode: 310000, errmsg: 'sign not match' } };
      if (Math.abs(Date.now() - Number(query.timestamp)) > hourMs) {
        return { body: { errcode: 310000, errmsg: 'invalid timestamp' } };
      }
      if (!headers['content-type']?.startsWith('application/json')) {
        return { body: { errcode: 43004, errmsg: '无效的HTTP HEADER Content-Type' } };
      }
      if (sent(json, 'msgtype') !== 'text' || typeof sent(json, 'text', 'content') !== 'string') {
        return { body: { errcode: 40035, errmsg: '缺少参数 json' } };
      }
      return { body: { errcode: 0, errmsg: 'ok' } };
    },
    refused: {
      body: { errcode: 310000, errmsg: 'keywords not in content, more: [https://open.dingtalk.com]' },
    },
    throttled: { body: { errcode: 130101, errmsg: 'send too fast, exceed 20 times per minute' } },
  };
}
