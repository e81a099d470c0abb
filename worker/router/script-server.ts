/** Owns which origin a script says it is from, whatever brings it to a page; must not write the script. */
import { isInternalName } from '../delivery/target-safety.ts';
import { isLoopbackName } from '../encoding/host-name.ts';

/**
 * The public name that the script was asked under, so that what comes next goes the same way (a page's policy may allow
 * no other); else the server's first one: behind a proxy the Host may be a name that only the proxy knows. A server of
 * one's own machine has many names, each as good.
 */
export function scriptServer(requestUrl: string, publicUrl: string): string {
  const [asked, own] = [new URL(requestUrl), new URL(publicUrl)];
  if (isLoopbackName(own.hostname)) return asked.origin;
  if (asked.hostname === own.hostname || isInternalName(asked.hostname)) return own.origin;
  return `${own.protocol}//${asked.host}`;
}
