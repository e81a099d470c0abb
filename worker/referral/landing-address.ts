/** Owns writing parameters into somebody's own address without changing anything else in it; must not know where it leads. */

interface Parts {
  path: string;
  /** Without its question mark; null where there is none. */
  query: string | null;
  /** With its `#`. */
  fragment: string;
}

function partsOf(address: string): Parts {
  const [, path = '', query, fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(address) ?? [];
  return { path, query: query ?? null, fragment };
}

function namesIn(query: string): string[] {
  return query.split(/[&;]/).map((one) => {
    const [name = ''] = one.split('=', 1);
    try {
      return decodeURIComponent(name);
    } catch {
      return name;
    }
  });
}

/** True where the address has a parameter of that name already, in its query or in the route behind `#`. */
export function hasParameter(address: string, name: string): boolean {
  const { query, fragment } = partsOf(address);
  const [, routed = ''] = fragment.split('?', 2);
  return namesIn(query ?? '').includes(name) || namesIn(routed).includes(name);
}

/**
 * The parameter that carries the code: the campaign's own choice; else `r`, or `jjr` where `r` is one of the page's own
 * (site kits route by it).
 */
export function codeParameterOf(address: string, chosen: string | undefined): string {
  return chosen ?? (hasParameter(address, 'r') ? 'jjr' : 'r');
}

/**
 * The address with more parameters at the end of its query, before any fragment. What was there stays byte for byte:
 * order, encoding, old `;` between parameters.
 *
 * @param parameters `name=value`, joined by `&`; empty for none
 */
export function withParameters(address: string, parameters: string): string {
  if (parameters === '') return address;
  const { path, query, fragment } = partsOf(address);
  if (query === null) return `${path}?${parameters}${fragment}`;
  const between = query.includes(';') && !query.includes('&') ? ';' : '&';
  const joint = query === '' || /[&;]$/.test(query) ? '' : between;
  return `${path}?${query}${joint}${parameters}${fragment}`;
}
