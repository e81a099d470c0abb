/** Owns how configuration looks in the audit log: what is secret or a person's own is masked, and a change of it still shows. */
import { adapterOf } from '../../delivery/adapters.ts';
import { toHex } from '../../encoding/bytes.ts';
import { keyedDigest } from '../../encoding/digest.ts';
import { maskMiddle, maskName, maskPhone } from '../../encoding/masking.ts';
import { type SettingsPatch, secretSettings } from '../../publishing/settings-schema.ts';
import type { DestinationDraft, DestinationView } from '../destinations.ts';
import type { PromoterView } from '../promoters.ts';

const hidden = '***';

/** A few signs of a keyed digest: another text has others, and without the key they say nothing of it. */
function mark(key: Uint8Array, text: string): string {
  return `#${toHex(keyedDigest(key, `audit\n${text}`)).slice(0, 8)}`;
}

/** Secrets by name: that they are there. */
export function maskedSecrets(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, hidden]));
}

/** Settings as they were asked for. */
export function maskedSettings(patch: SettingsPatch): unknown {
  const masked: Record<string, unknown> = { ...patch };
  for (const [group, key] of secretSettings) {
    const holder = group === null ? masked : patch[group];
    if (holder == null || typeof Reflect.get(holder, key) !== 'string') continue;
    if (group === null) masked[key] = hidden;
    else masked[group] = { ...Object(masked[group]), [key]: hidden };
  }
  return masked;
}

/** Host and path; a query, and what stands in the path as keys do, may open the target. */
export function maskedAddress(key: Uint8Array, address: string): string {
  if (!URL.canParse(address)) return `${hidden} ${mark(key, address)}`;
  const { origin, pathname, search } = new URL(address);
  const path = pathname.replace(/[^/]{16,}/g, (part) => (/\d/.test(part) ? part.slice(0, 4) + hidden : part));
  const shown = origin + path + (search === '' ? '' : `?${hidden}`);
  return shown === address ? shown : `${shown} ${mark(key, address)}`;
}

/** A destination as it is. */
export function maskedDestination(key: Uint8Array, destination: DestinationView): unknown {
  const { id: _concerned, config, secrets, ...rest } = destination;
  const { members } = adapterOf(rest.kind);
  const shown = Object.entries(config).map(([name, value]) => {
    const isAddress = name === 'baseUrl' || members[name]?.isAddress === true;
    return [name, isAddress && typeof value === 'string' ? maskedAddress(key, value) : value] as const;
  });
  return {
    ...rest,
    config: Object.fromEntries(shown),
    ...(secrets === undefined ? {} : { secrets: maskedSecrets(secrets) }),
  };
}

/** A destination as it was asked to be. */
export function maskedDraft(key: Uint8Array, id: string, draft: DestinationDraft): unknown {
  const { members, mapping } = draft.config;
  const config = { ...members, ...(mapping === undefined ? {} : { mapping }) };
  const secrets = Object.keys(draft.secrets);
  const { secrets: _values, ...open } = draft;
  return maskedDestination(key, { ...open, id, config, ...(secrets.length === 0 ? {} : { secrets }) });
}

/** A promoter is a person: the name is told by its first sign. */
export function maskedPromoter(key: Uint8Array, promoter: PromoterView): unknown {
  const { name, employeeNo, phone, photo, certificate, ...rest } = promoter;
  const masked = (text: string | undefined, shown: string) =>
    text === undefined ? undefined : `${shown} ${mark(key, text)}`;
  return {
    ...rest,
    name: masked(name, maskName(name)),
    employeeNo: masked(employeeNo, hidden),
    phone: masked(phone, maskPhone(phone ?? '')),
    photo: masked(photo, hidden),
    ...(certificate === undefined
      ? {}
      : {
          certificate: {
            ...certificate,
            number: masked(certificate.number, maskMiddle(certificate.number, 2, 2)),
          },
        }),
  };
}
