/** Owns which host names this server answers under, and what becomes of a request for another; must not know routes. */
import { type Refusal, refuse } from '../../contract/problem.ts';
import {
  type Host,
  isLoopbackName,
  readHostHeader,
  readHostList,
  readOrigin,
} from '../encoding/host-name.ts';
import type { Env } from '../env.ts';

interface OwnNames {
  publicUrl: string;
  hosts: Host[];
  isOnLoopback: boolean;
}

/** A Host header that was found right needs no second look: it is the same few for all who visit. */
const acceptedCapacity = 64;

let known: { publicUrl: string | undefined; hosts: string | undefined; serve: Env['JINJIAN_SERVE'] } | null =
  null;
/** Null when JINJIAN_PUBLIC_URL states no origin: nothing is answered then. */
let names: OwnNames | null = null;
const accepted = new Set<string>();

/** The configuration is part of an isolate's environment: it is read once. */
function namesOf(env: Parameters<typeof judgeHost>[1]): OwnNames | null {
  const { JINJIAN_PUBLIC_URL: publicUrl, JINJIAN_HOSTS: hosts, JINJIAN_SERVE: serve } = env;
  if (known !== null && known.publicUrl === publicUrl && known.hosts === hosts && known.serve === serve)
    return names;
  known = { publicUrl, hosts, serve };
  accepted.clear();
  names = ownNames(publicUrl ?? '', hosts ?? '', serve?.isOnLoopback === true);
  return names;
}

function ownNames(publicText: string, listText: string, isOnLoopback: boolean): OwnNames | null {
  const publicUrl = readOrigin(publicText);
  if (publicUrl === null) return null;
  const list = readHostList(listText);
  const listed = 'hosts' in list ? list.hosts : [];
  // Its port is left out: a proxy may pass on the one that it forwards to.
  const own = { name: new URL(publicUrl).hostname.replace(/\.$/, ''), port: null };
  return { publicUrl, hosts: [own, ...listed], isOnLoopback };
}

/**
 * Whether a request is for this server. What it may go on with is the origin that people reach the server under:
 * `bad_host` for a Host that is none or for two, `misdirected` for a name that is not ours, `public_url_missing` where
 * the server was not told its own. `/healthz` is answered under any name: probes come by address.
 */
export function judgeHost(
  request: Pick<Request, 'url' | 'headers'>,
  env: Pick<Env, 'JINJIAN_PUBLIC_URL' | 'JINJIAN_HOSTS' | 'JINJIAN_SERVE'>,
): { publicUrl: string } | Refusal {
  const own = namesOf(env);
  if (own === null) {
    return refuse('public_url_missing', [{ path: 'JINJIAN_PUBLIC_URL', code: 'public_url_needed' }]);
  }
  const { url } = request;
  const header = request.headers.get('host');
  if (header !== null && accepted.has(header) && isWrittenInto(url, header)) return own;
  const host = hostOf(url, header);
  if (host === null) return refuse('bad_host');
  if (isOwn(host, own)) {
    if (header !== null && accepted.size < acceptedCapacity) accepted.add(header);
    return own;
  }
  if (new URL(url).pathname === '/healthz') return own;
  return refuse('misdirected', [{ path: 'Host', code: 'host_unknown' }]);
}

/**
 * workerd puts the header into the URL as it came (seen 2026-11): `a/healthz?` would become a path, and `OPTIONS *` ends
 * up as `http://a*`.
 */
function isWrittenInto(url: string, header: string): boolean {
  const from = url.indexOf('//') + 2;
  return url.startsWith(header, from) && url[from + header.length] === '/';
}

/** Null when header and URL do not name one and the same host. A request made in the program has no header. */
function hostOf(url: string, header: string | null): Host | null {
  if (!URL.canParse(url)) return null;
  const inUrl = readHostHeader(new URL(url).host);
  if (header === null) return inUrl;
  const host = readHostHeader(header);
  return host?.name === inUrl?.name ? host : null;
}

function isOwn(host: Host, { hosts, isOnLoopback }: OwnNames): boolean {
  if (isOnLoopback && isLoopbackName(host.name)) return true;
  return hosts.some(({ name, port }) => name === host.name && (port === null || port === host.port));
}
