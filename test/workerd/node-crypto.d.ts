/** Owns the type of the functions that tests take from `node:crypto`, as oracles; the Worker declares its own. */
declare module 'node:crypto' {
  export function createHash(algorithm: 'sha1'): {
    update(text: string): { digest(encoding: 'hex'): string };
  };
  export function createHmac(
    algorithm: 'sha256',
    key: string,
  ): { update(text: string): { digest(encoding: 'base64url'): string } };
}
