/** Owns the submission id: minted once, kept over reload and retry so that one application is one lead; must not know its content. */

const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** For pages where sessionStorage throws (sandboxed frames) or is full. */
const memory = new Map<string, string>();

/** `sub_` and 22 url-safe characters: 132 random bits. */
export function mintSubmissionId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(22));
  return `sub_${Array.from(bytes, (byte) => signs[byte & 63]).join('')}`;
}

function keyOf(tenant: string, form: string, seat: number): string {
  return `jinjian:${tenant}/${form}${seat ? `:${seat + 1}` : ''}`;
}

/**
 * The id of the application under way in this tab, minted when there is none.
 * @param seat which of several elements of the form on the page, from 0: each is an application of its own
 */
export function keepSubmissionId(tenant: string, form: string, seat: number): string {
  const key = keyOf(tenant, form, seat);
  let id: string | null | undefined = memory.get(key);
  try {
    id = sessionStorage.getItem(key) ?? id;
  } catch {}
  if (id && /^sub_[\w-]{22}$/.test(id)) return id;
  id = mintSubmissionId();
  memory.set(key, id);
  try {
    sessionStorage.setItem(key, id);
  } catch {}
  return id;
}

/** Ends an application: the next one gets a new id. */
export function dropSubmissionId(tenant: string, form: string, seat: number): void {
  const key = keyOf(tenant, form, seat);
  memory.delete(key);
  try {
    sessionStorage.removeItem(key);
  } catch {}
}
