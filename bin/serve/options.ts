/** Owns the server's options and how the environment states them; must not touch files or start anything. */
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { isLoopbackName, readHostList, readOrigin } from '../../worker/encoding/host-name.ts';
import { formatMasterKeys, parseMasterKeys } from './master-keys.ts';

export type Targets = 'public' | 'any';

export interface ServeOptions {
  /** An IP address, or `localhost`. */
  host: string;
  /** 0 picks a free one. */
  port: number;
  /** Absolute. */
  dataDir: string;
  /** An origin; null means the address listened on. */
  publicUrl: string | null;
  /** Further names that the server answers under, as JINJIAN_HOSTS lists them. */
  hosts?: string;
  /** null means: kept in the data folder, made there on first start. */
  adminToken: string | null;
  masterKeys: string | null;
  targets: Targets;
  /** The request header a trusted proxy puts the client's address into; empty for none. */
  clientIpHeader: string;
}

export type ReadOptions = { options: ServeOptions } | { error: string };
type Read<T> = { value: T } | { error: string };

/**
 * Reads every option of API.md, Running. An empty variable counts as unset, as compose files produce them; but empty
 * master keys are a secret that did not arrive, and keys made in its place would seal leads that the real ones can't open.
 */
export function readOptions(env: Readonly<Record<string, string | undefined>>, cwd: string): ReadOptions {
  const set = (name: string): string | null => env[name] || null;
  const host = readHost(set('HOST') ?? '127.0.0.1');
  if ('error' in host) return host;
  const port = readPort(set('PORT') ?? '8787');
  if ('error' in port) return port;
  const publicUrl = readPublicUrl(set('JINJIAN_PUBLIC_URL'));
  if ('error' in publicUrl) return publicUrl;
  const hosts = readHosts(set('JINJIAN_HOSTS'));
  if ('error' in hosts) return hosts;
  const adminToken = readAdminToken(set('JINJIAN_ADMIN_TOKEN'));
  if ('error' in adminToken) return adminToken;
  const masterKeys = readMasterKeys(env.JINJIAN_MASTER_KEYS ?? null);
  if ('error' in masterKeys) return masterKeys;
  const targets = readTargets(set('JINJIAN_TARGETS') ?? 'public');
  if ('error' in targets) return targets;
  const clientIpHeader = readHeaderName(set('JINJIAN_CLIENT_IP_HEADER') ?? '');
  if ('error' in clientIpHeader) return clientIpHeader;
  return {
    options: {
      host: host.value,
      port: port.value,
      dataDir: resolve(cwd, set('JINJIAN_DATA_DIR') ?? '.data'),
      publicUrl: publicUrl.value,
      ...(hosts.value === null ? {} : { hosts: hosts.value }),
      adminToken: adminToken.value,
      masterKeys: masterKeys.value,
      targets: targets.value,
      clientIpHeader: clientIpHeader.value,
    },
  };
}

/** `host:port` as a listener and a URL write it: IPv6 in brackets, `localhost` as the address it stands for. */
export function listenAddress(host: string, port: number): string {
  const address = host === 'localhost' ? '127.0.0.1' : host;
  return isIP(address) === 6 ? `[${address}]:${port}` : `${address}:${port}`;
}

/** The URL at which this machine reaches the server: every-interface addresses become the loopback one. */
export function localUrl(host: string, port: number): string {
  if (host === 'localhost') return `http://localhost:${port}`;
  if (host === '0.0.0.0') return `http://${listenAddress('127.0.0.1', port)}`;
  if (isIP(host) === 6 && /^[0:]+$/.test(host)) return `http://${listenAddress('::1', port)}`;
  return `http://${listenAddress(host, port)}`;
}

/** True when only this machine can reach what listens there. */
export function isOnLoopback(address: string): boolean {
  return isLoopbackName(new URL(`http://${address}`).hostname);
}

function readHost(text: string): Read<string> {
  if (text === 'localhost' || (isIP(text) !== 0 && !text.includes('%'))) return { value: text };
  return { error: `HOST must be an IP address such as 127.0.0.1 or 0.0.0.0, not ${JSON.stringify(text)}` };
}

function readPort(text: string): Read<number> {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return { value: port };
  return { error: `PORT must be a number from 0 to 65535, not ${JSON.stringify(text)}` };
}

function readPublicUrl(text: string | null): Read<string | null> {
  if (text === null) return { value: null };
  const origin = readOrigin(text);
  if (origin !== null) return { value: origin };
  // The text is not repeated: a URL may carry a password.
  return { error: 'JINJIAN_PUBLIC_URL must be an origin such as https://forms.example.cn, without a path' };
}

function readHosts(text: string | null): Read<string | null> {
  const read = text === null ? null : readHostList(text);
  if (read === null || !('error' in read)) return { value: text };
  return {
    error: `JINJIAN_HOSTS must be host names apart by commas, such as b.example, c.example:8443, not ${JSON.stringify(read.error)}`,
  };
}

function readAdminToken(text: string | null): Read<string | null> {
  if (text === null || /^[\x21-\x7e]+$/.test(text)) return { value: text };
  return { error: 'JINJIAN_ADMIN_TOKEN must be printable ASCII without spaces, as it travels in a header' };
}

function readMasterKeys(text: string | null): Read<string | null> {
  if (text === null) return { value: null };
  if (text.trim() === '') {
    return { error: 'JINJIAN_MASTER_KEYS is empty: give the keys, or unset it to have one made and kept' };
  }
  const parsed = parseMasterKeys(text);
  return 'error' in parsed
    ? { error: `JINJIAN_MASTER_KEYS: ${parsed.error}` }
    : { value: formatMasterKeys(parsed.keys) };
}

function readTargets(text: string): Read<Targets> {
  if (text === 'public' || text === 'any') return { value: text };
  return { error: `JINJIAN_TARGETS must be public or any, not ${JSON.stringify(text)}` };
}

function readHeaderName(text: string): Read<string> {
  // RFC 9110 §5.6.2 token.
  if (text === '' || /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(text)) return { value: text };
  return { error: `JINJIAN_CLIENT_IP_HEADER must be a header name, not ${JSON.stringify(text)}` };
}
