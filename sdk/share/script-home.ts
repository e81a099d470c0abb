/** Owns how a script of its own knows its server; must not know what it asks there. */

/** The server that the script says it is from, else where it came from; empty when neither is known. Only while it runs. */
export function scriptHome(): string {
  if (typeof jinjianServer !== 'undefined') return jinjianServer;
  const { src }: { src?: string } = Object(document.currentScript);
  return src ? new URL(src).origin : '';
}
