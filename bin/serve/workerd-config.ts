/** Owns the text of workerd's configuration; must not read files or know where secrets come from. */
import { deniedRanges } from './denied-addresses.ts';
import { isOnLoopback, type Targets } from './options.ts';

/** The Worker's objects. wrangler.toml says the same for Cloudflare; a gate compares the two. */
export const durableObjects = [
  { binding: 'DIRECTORY', className: 'DirectoryObject', uniqueKey: 'directory' },
  { binding: 'TENANT', className: 'TenantObject', uniqueKey: 'tenant' },
  { binding: 'TRAFFIC', className: 'TrafficObject', uniqueKey: 'traffic' },
] as const;

/** Handed over in workerd's environment, so that no secret is written into the configuration or shown by `ps`. */
export const textBindings = [
  'JINJIAN_PUBLIC_URL',
  'JINJIAN_ADMIN_TOKEN',
  'JINJIAN_MASTER_KEYS',
  'JINJIAN_TARGETS',
  'JINJIAN_CLIENT_IP_HEADER',
  'JINJIAN_HOSTS',
] as const;

/** What is left out is null to the Worker. */
export type WorkerdEnv = Partial<Record<(typeof textBindings)[number], string>>;

export interface Compatibility {
  date: string;
  flags: string[];
}

export interface ConfigInput {
  /** `127.0.0.1:8787`, IPv6 in brackets. */
  address: string;
  /** The built bundle, relative to the configuration file: capnp reads an absolute path as a search path. */
  bundlePath: string;
  /** Absolute. */
  objectsDir: string;
  compatibility: Compatibility;
  targets: Targets;
}

/** The whole configuration. Its one socket is called `http`. */
export function workerdConfig(input: ConfigInput): string {
  const { compatibility, targets } = input;
  const namespaces = durableObjects.map(
    ({ className, uniqueKey }) =>
      `(className = ${quote(className)}, uniqueKey = ${quote(uniqueKey)}, enableSql = true)`,
  );
  const bindings = [
    ...durableObjects.map(
      ({ binding, className }) => `(name = ${quote(binding)}, durableObjectNamespace = ${quote(className)})`,
    ),
    ...textBindings.map((name) => `(name = ${quote(name)}, fromEnvironment = ${quote(name)})`),
    `(name = "JINJIAN_SERVE", json = ${quote(JSON.stringify({ isOnLoopback: isOnLoopback(input.address) }))})`,
  ];
  return `# Written by \`jinjian serve\` on every start: changes are lost.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [(name = "index.js", esModule = embed ${quote(input.bundlePath)})],
      compatibilityDate = ${quote(compatibility.date)},
      compatibilityFlags = ${list(compatibility.flags.map(quote), 3)},
      durableObjectNamespaces = ${list(namespaces, 3)},
      durableObjectStorage = (localDisk = "objects"),
      bindings = ${list(bindings, 3)},
      globalOutbound = "outbound",
    )),
    (name = "outbound", network = (${peers(targets)}, tlsOptions = (trustBrowserCas = true))),
    (name = "objects", disk = (path = ${quote(input.objectsDir)}, writable = true)),
  ],
  sockets = [(name = "http", address = ${quote(input.address)}, http = (), service = "main")],
);
`;
}

/** Judged when connecting, after DNS, so that no name can point deliveries inside. */
function peers(targets: Targets): string {
  if (targets === 'any') return 'allow = ["public", "private"]';
  return `allow = ["public"], deny = ${list(
    deniedRanges.map(({ range }) => quote(range)),
    3,
  )}`;
}

/** A Cap'n Proto text literal: C escapes for quotes, backslashes and controls, UTF-8 for the rest. */
export function quote(text: string): string {
  const escaped = [...text].map((sign) => {
    if (sign === '"' || sign === '\\') return `\\${sign}`;
    const code = sign.charCodeAt(0);
    return code < 0x20 || code === 0x7f ? `\\x${code.toString(16).padStart(2, '0')}` : sign;
  });
  return `"${escaped.join('')}"`;
}

function list(items: string[], depth: number): string {
  const indent = '  '.repeat(depth);
  return items.length === 0 ? '[]' : `[\n${items.map((item) => `${indent}  ${item},\n`).join('')}${indent}]`;
}

/** Reads the compatibility date and flags out of wrangler.toml's text; null when either is missing. */
export function compatibilityOf(wranglerToml: string): Compatibility | null {
  const date = /^compatibility_date\s*=\s*"(\d{4}-\d{2}-\d{2})"/m.exec(wranglerToml)?.[1];
  const flags = /^compatibility_flags\s*=\s*\[([^[\]]*)\]/m.exec(wranglerToml)?.[1];
  if (date === undefined || flags === undefined) return null;
  return { date, flags: [...flags.matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? '') };
}
