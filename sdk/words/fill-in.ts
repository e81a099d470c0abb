/** Owns the filling in of a sentence's blanks; must not know any sentence. */

/** `{name}` becomes what is given under that name; a name that is not given stays out. */
export function fillIn(sentence: string, given: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(given[name] ?? ''));
}
