/** Owns whether a destination's configuration can be used: addresses, templates, what is for development; must not store it. */
import type { Finding } from '../../contract/problem.ts';
import type { Adapter, Config } from './adapter.ts';
import { checkMapping, type Mapping } from './mapping.ts';
import { type TargetPolicy, unsafeTarget } from './target-safety.ts';

/** What a tenant may see of a configuration: its secrets are kept elsewhere. */
export interface OpenConfig {
  members: Config;
  mapping?: Mapping;
}

/** Whether `baseUrl` is one of a kind's own members: it then says where the target is, whatever the policy. */
function hasOwnBase({ members }: Adapter): boolean {
  return members.baseUrl !== undefined;
}

/** What is wrong with values that have the right shape. Secrets are no addresses: only open members are looked at. */
export function checkConfig(adapter: Adapter, config: OpenConfig, policy: TargetPolicy): Finding[] {
  const { members, mapping } = config;
  const addresses = Object.keys(members).filter(
    (name) => name === 'baseUrl' || adapter.members[name]?.isAddress === true,
  );
  return [
    ...addresses.flatMap((name) => checkAddress(adapter, name, members[name] ?? '', policy)),
    ...(mapping === undefined ? [] : checkMapping(mapping, 'config.mapping')),
  ];
}

/** How the paths begin that requests of one kind or another add to their base; a CRM of one's own may be in any folder. */
const apiPath = /[^/]\/+(?:auc|cgi|cgi-bin|crm|oauth|open-apis|rest|robot|servlet|submissions)\/./;
const ownApiPath = /\/api\/v\d/;

function checkAddress(adapter: Adapter, name: string, address: string, policy: TargetPolicy): Finding[] {
  const path = `config.${name}`;
  if (name === 'baseUrl' && !hasOwnBase(adapter) && policy !== 'any') {
    return [{ path, code: 'development_only' }];
  }
  const danger = unsafeTarget(address, policy);
  if (danger !== null) return [{ path, code: danger }];
  if (name !== 'baseUrl') return [];
  // Paths are put behind it.
  if (address.includes('?')) return [{ path, code: 'query_in_url' }];
  return (hasOwnBase(adapter) ? ownApiPath : apiPath).test(address)
    ? [{ path, code: 'api_path_in_url' }]
    : [];
}
