/** Owns the submission id: minted once, kept over reload and retry so that one application is one lead; must not know its content. */

const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** For pages where sessionStorage throws (sandboxed frames) or is full. */
const memory = new Map<string, string>();

/** `sub_` and 22 url-safe characters: 132 random bits. */
export function mintSubmissionId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(22));
  return `sub_${Array.from(bytes, (byte) => signs[byte & 63]).join('')}`;
}

function keyOf(tenant: string, form: string): string {
  return `jinjian:${tenant}/${form}`;
}

/** The id of the application under way in this tab, minted when there is none. */
export function keepSubmissionId(tenant: string, form: string): string {
  const key = keyOf(tenant, form);
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
export function dropSubmissionId(tenant: string, form: string): void {
  const key = keyOf(tenant, form);
  memory.delete(key);
  try {
    sessionStorage.removeItem(key);
  } catch {}
}
