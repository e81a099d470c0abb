/** Owns how a finding becomes a sentence; must not know any language. */

/** Fills a template: that of the code and its reason where there is one. A name without a param stays out, so that no brace is ever shown. */
export function wordFinding(
  messages: Record<string, string>,
  code: string,
  params: Record<string, string | number>,
  because?: string,
): string {
  return (messages[`${code}.${because}`] ?? messages[code] ?? '').replace(/\{(\w+)\}/g, (_, name: string) =>
    String(params[name] ?? ''),
  );
}
