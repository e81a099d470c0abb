/** Owns whether there is a draft to bring back; must not know what is in one. */
export function hasDraft(_tenant: string, _form: string): boolean {
  return false;
}
