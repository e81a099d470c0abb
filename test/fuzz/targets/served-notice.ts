/** Owns notices published on a real server, with the tenant's key. */
import { servedTarget } from '../served.ts';
import type { Target } from '../target.ts';

export function open(): Promise<Target> {
  return servedTarget(
    {
      name: 'served-notice',
      format: 'json',
      words: ['privacy', 'provide', 'bank-a', 'heading', 'paragraph', 'list'],
      mostBytes: 600 * 1024,
      mostOutput: () => 256 * 1024,
    },
    async ({ tenant: { key }, send }, input) => {
      const language = input.length % 2 === 0 ? 'en' : 'zh-CN';
      const headers = {
        'content-type': 'application/json',
        'accept-language': language,
        authorization: `Bearer ${key}`,
      };
      return [await send('POST', '/v1/notices', headers, input)];
    },
  );
}
