/** Owns which language an answer speaks; must not know any text. */
import type { Locale } from '../../contract/form.ts';

/** zh-CN unless the caller's first wish is English or Traditional Chinese. */
export function localeOf(request: Request): Locale {
  const wish = request.headers.get('accept-language') ?? '';
  if (/^\s*en\b/i.test(wish)) return 'en';
  return /^\s*zh-(?:hant|tw|hk|mo)\b/i.test(wish) ? 'zh-TW' : 'zh-CN';
}
