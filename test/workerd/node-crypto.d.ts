/** Owns the type of the one function that tests take from `node:crypto`, as an oracle; the Worker declares its own. */
declare module 'node:crypto' {
  export function createHmac(
    algorithm: 'sha256',
    key: string,
  ): { update(text: string): { digest(encoding: 'base64url'): string } };
}
