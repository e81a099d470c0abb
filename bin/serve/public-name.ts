/** Owns under which name people reach the server, and what follows of it for a proxy; must not read the environment. */
import { isOnLoopback, listenAddress, localUrl, type ServeOptions } from './options.ts';
import { StartRefused } from './start-refused.ts';

/**
 * The origin that people reach the server under: on loopback its own address unless given.
 * @throws StartRefused where others can reach the server: by which name they do, only the operator knows
 */
export function publicUrlOf({ publicUrl, host }: ServeOptions, port: number): string {
  if (publicUrl !== null) return publicUrl;
  if (isOnLoopback(listenAddress(host, port))) return localUrl(host, port);
  throw new StartRefused(
    `JINJIAN_PUBLIC_URL is needed with HOST ${host}, which others can reach: set it to the origin that people reach ` +
      'this server under, such as https://forms.example.cn',
  );
}

/** A public address that this server can't serve by itself means a proxy, and limits need to know its visitors. */
export function proxyWarnings({ publicUrl, clientIpHeader }: ServeOptions): string[] {
  if (publicUrl === null || !publicUrl.startsWith('https:') || clientIpHeader !== '') return [];
  return [
    'JINJIAN_PUBLIC_URL is https, so that a proxy stands in front, and JINJIAN_CLIENT_IP_HEADER names no header in ' +
      'which it says whose address a visitor has: all visitors share one limit',
  ];
}
