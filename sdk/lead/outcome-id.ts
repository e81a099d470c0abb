/** Owns the id of an outcome, made before it is sent so that a repeat is known as one; must not know the outcome. */

/** 128 random bits. */
export function newOutcomeId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `oc_${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
