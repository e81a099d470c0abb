/** Owns whether `settings.wechat` may name a server of its own; must not know what WeChat is asked. */
import type { Finding } from '../../contract/problem.ts';

/** @param isDevelopment JINJIAN_TARGETS=any */
export function checkWechat(endpoint: string | undefined, isDevelopment: boolean): Finding[] {
  if (endpoint === undefined) return [];
  const path = 'settings.wechat.endpoint';
  if (!isDevelopment) return [{ path, code: 'development_only' }];
  const isHttpUrl = /^https?:\/\//.test(endpoint) && URL.canParse(endpoint);
  return isHttpUrl ? [] : [{ path, code: 'not_a_url' }];
}
