/** Owns what 飞书 answers to a custom robot's messages (自定义机器人使用指南, 2026-11); must not know our side. */
import { createHmac } from 'node:crypto';
import { sent, type Vendor } from './stand-in.ts';

export const feishuHook = '1f2e3d4c-5b6a-4798-8a9b-0c1d2e3f4a5b';
export const feishuSecret = 'demo-secret';
const hourSeconds = 3600;

export function feishuBotVendor(): Vendor {
  return {
    isTokenCall: () => false,
    answer({ method, path, json, body }) {
      if (method !== 'POST' || path !== `/open-apis/bot/v2/hook/${feishuHook}`) {
        return { body: { code: 19001, msg: 'param invalid: incoming webhook access token invalid' } };
      }
      const timestamp = Number(sent(json, 'timestamp'));
      const expected = createHmac('sha256', `${timestamp}\n${feishuSecret}`).update('').digest('base64');
      const isLate = Math.abs(Date.now() / 1000 - timestamp) > hourSeconds;
      if (sent(json, 'sign') !== expected || isLate) {
        return {
          body: { code: 19021, msg: 'sign match fail or timestamp is not within one hour from current time' },
        };
      }
      const text = sent(json, 'content', 'text');
      if (sent(json, 'msg_type') !== 'text' || typeof text !== 'string' || Buffer.byteLength(body) > 20_000) {
        return { status: 400, body: { code: 9499, msg: 'Bad Request', data: {} } };
      }
      return { body: { StatusCode: 0, StatusMessage: 'success', code: 0, data: {}, msg: 'success' } };
    },
    refused: { body: { code: 19024, msg: 'Key Words Not Found', data: {} } },
    throttled: { body: { code: 11232, msg: 'frequency limited psm[lark.oapi.app_platform_runtime]' } },
  };
}
