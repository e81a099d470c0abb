/** Owns which addresses a tenant's signature may be given for; must not sign. */

/** Browsers and servers carry no more; a longer one is no page of anyone's. */
export const longestUrl = 4096;

/** Pages of this server that belong to one tenant, named by its id: form, content, share centre. */
const ownPages = ['f', 'c', 'p'];

/**
 * Null when the address may be signed, else the code of what is wrong with it. Only a site that the tenant lists, or
 * this server's pages of this same tenant: a signature lends the page the rights of the tenant's WeChat account.
 * @param url as it came, since it is signed as it came
 * @param own origins under which this server is reached
 */
export function objectionTo(
  url: string,
  tenant: string,
  origins: readonly string[],
  own: readonly string[],
): 'required' | 'not_a_url' | 'url_not_yours' | null {
  if (url === '') return 'required';
  // What `location.href` gives is ASCII without spaces; a parser would mend anything else, the signature would not.
  if (url.length > longestUrl || !/^https?:\/\/[\x21-\x7e]+$/.test(url) || !URL.canParse(url))
    return 'not_a_url';
  const { origin, username, password, pathname } = new URL(url);
  // A page's address begins with its origin as it is parsed: lower case, no default port, no user.
  const isPage = url.startsWith(origin) && /^(?:[/?#]|$)/.test(url.slice(origin.length));
  if (username !== '' || password !== '' || !isPage) return 'not_a_url';
  if (origins.includes(origin)) return null;
  const [, kind = '', whose = ''] = pathname.split('/');
  return own.includes(origin) && ownPages.includes(kind) && whose === tenant ? null : 'url_not_yours';
}
