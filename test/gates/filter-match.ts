/** Owns matching of the Adblock Plus rules that filter-patterns.ts uses; must not know our names. */

/** An element as a hiding rule sees it. */
export interface Seen {
  tag: string;
  classes?: readonly string[];
  attributes?: Readonly<Record<string, string>>;
}

/**
 * True when a blocking rule catches an address. `||` is the start of a host or of a label in it, `|` either end of the
 * address, `^` what can't be in a name, `*` anything; case does not count. Options after `$` are left out of account: a
 * rule is taken for the widest that it can mean.
 */
export function blocks(rule: string, url: string): boolean {
  let body = rule.replace(/\$[^$]*$/, '').toLowerCase();
  let source = '';
  if (body.startsWith('||')) {
    source = '^[\\w-]+:/+(?:[^/]+\\.)?';
    body = body.slice(2);
  } else if (body.startsWith('|')) {
    source = '^';
    body = body.slice(1);
  }
  const atEnd = body.endsWith('|');
  const inner = (atEnd ? body.slice(0, -1) : body)
    .replace(/\*+/g, '*')
    .replace(/[.+?${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('^', '(?:[^\\w.%-]|$)');
  return new RegExp(source + inner + (atEnd ? '$' : '')).test(url.toLowerCase());
}

/** True when a hiding rule catches an element: `##` and one compound selector of tag, `.class`, `#id` and attributes. */
export function hides(rule: string, { tag, classes = [], attributes = {} }: Seen): boolean {
  const selector = rule.slice(rule.indexOf('##') + 2);
  const parts = selector.match(/^[\w-]+|\.[\w-]+|#[\w-]+|\[[^\]]+\]/g) ?? [];
  if (parts.length === 0 || parts.join('') !== selector)
    throw new Error(`not a rule of a known shape: ${rule}`);
  const attribute = (name: string) => (name === 'class' ? classes.join(' ') || undefined : attributes[name]);
  return parts.every((part) => {
    if (part.startsWith('.')) return classes.includes(part.slice(1));
    if (part.startsWith('#')) return attributes.id === part.slice(1);
    if (!part.startsWith('[')) return part === tag;
    const [, name = '', operator, wanted = ''] = /^\[([\w-]+)(?:([*^$]?=)"([^"]*)")?\]$/.exec(part) ?? [];
    const value = attribute(name);
    if (value === undefined) return false;
    if (operator === '^=') return value.startsWith(wanted);
    if (operator === '$=') return value.endsWith(wanted);
    if (operator === '*=') return value.includes(wanted);
    return operator === undefined || value === wanted;
  });
}
