/** Owns that a server in WeChat's place is for development alone; must not know what it is asked. */
import { expect, test } from 'vitest';
import { checkWechat } from '../../../worker/publishing/check-wechat.ts';

const path = 'settings.wechat.endpoint';

test.for([
  [undefined, false, []],
  [undefined, true, []],
  ['http://127.0.0.1:9', true, []],
  ['http://127.0.0.1:9', false, [{ path, code: 'development_only' }]],
  ['https://api.weixin.qq.com.evil.example', false, [{ path, code: 'development_only' }]],
  ['ftp://127.0.0.1', true, [{ path, code: 'not_a_url' }]],
  ['https://', true, [{ path, code: 'not_a_url' }]],
] as const)('%s, in development: %s', ([endpoint, isDevelopment, findings]) => {
  expect(checkWechat(endpoint, isDevelopment)).toEqual(findings);
});
