/** Owns how a finding becomes a sentence; must not know any language. */

/** Fills a template. A name without a param stays out, so that no brace is ever shown. */
export function wordFinding(
  messages: Record<string, string>,
  code: string,
  params: Record<string, string | number>,
): string {
  return (messages[code] ?? '').replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));
}
