/** Owns a person who opens a link in an app on their phone; must not know what it leads to. */
import { type Answer, call } from './api.ts';

/** 微信 on an iPhone, as it calls itself. */
export const weChat =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.60(0x18003c2f) NetType/WIFI Language/zh_CN';

export function opened(path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return call('GET', path, { headers: { 'user-agent': weChat, ...headers } });
}
