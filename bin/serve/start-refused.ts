/** Owns the error that ends a start which can't succeed; must not know what went wrong. */

/** The reason is one line for the operator and never holds a secret. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}
