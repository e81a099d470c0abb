/** Owns which language an answer speaks; must not know any text. */

/** zh-CN unless the caller's first wish is English. */
export function localeOf(request: Request): 'zh-CN' | 'en' {
  return /^\s*en\b/i.test(request.headers.get('accept-language') ?? '') ? 'en' : 'zh-CN';
}
