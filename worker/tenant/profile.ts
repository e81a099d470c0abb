/** Owns the tenant's own row: creation, name, origins, settings; must not know what acts on them. */
import { RpcTarget } from 'cloudflare:workers';
import { type Finding, type Refusal, refuse } from '../../contract/problem.ts';
import type { Controller } from '../ledger/consent-record.ts';
import { checkSms } from '../publishing/check-sms.ts';
import {
  defaultSettings,
  mergeSettings,
  type SecretChanges,
  type Settings,
  type SettingsPatch,
} from '../publishing/settings-schema.ts';
import { sealSecret, unsealSecret } from '../sealing/envelope.ts';
import type { Profile, TenantContext } from './context.ts';
import { blobOf } from './rows.ts';

export interface NewTenant {
  id: string;
  name: string;
  uscc?: string | undefined;
  origins: string[];
  contact?: string | undefined;
}

/** What is shown of a tenant: no secrets, no keys. */
export interface TenantView {
  id: string;
  name: string;
  uscc?: string;
  contact?: string;
  origins: string[];
  settings: Settings;
  createdAt: string;
}

export interface TenantPatch {
  name?: string | undefined;
  origins?: string[] | undefined;
  settings?: SettingsPatch | undefined;
}

function viewOf(profile: Profile): TenantView {
  return {
    id: profile.id,
    name: profile.name,
    ...(profile.uscc === null ? {} : { uscc: profile.uscc }),
    ...(profile.contact === null ? {} : { contact: profile.contact }),
    origins: profile.origins,
    settings: profile.settings,
    createdAt: profile.createdAt,
  };
}

/** The tenant as consent records and evidence name it. */
export function controllerOf({ name, uscc }: Pick<Profile, 'name' | 'uscc'>): Controller {
  return { legalName: name, ...(uscc === null ? {} : { uscc }) };
}

/** Writes the row of a new tenant. A second call changes nothing: creation that broke half-way is tried again whole. */
export function createProfile(context: TenantContext, tenant: NewTenant): void {
  context.sql.exec(
    `INSERT OR IGNORE INTO tenant (one, id, name, uscc, contact, origins, settings, secrets, id_key, created_at)
     VALUES (1, ?, ?, ?, ?, ?, ?, '{}', ?, ?)`,
    tenant.id,
    tenant.name,
    tenant.uscc ?? null,
    tenant.contact ?? null,
    JSON.stringify(tenant.origins),
    JSON.stringify(defaultSettings),
    blobOf(context.random(32)),
    context.now(),
  );
  context.forgetProfile();
}

/** The context that a configuration secret is sealed under. */
export function secretContext(tenant: string, name: string): string {
  return `secret/${tenant}/${name}`;
}

export class ProfileStore extends RpcTarget {
  readonly #context: TenantContext;

  constructor(context: TenantContext) {
    super();
    this.#context = context;
  }

  view(): TenantView {
    return viewOf(this.#context.profile());
  }

  /** A sealed secret in clear, or null when the tenant never set it. */
  async secret(name: string): Promise<string | null> {
    const { id, secrets } = this.#context.profile();
    const sealed = secrets[name];
    if (sealed === undefined) return null;
    return unsealSecret(await this.#context.keys(), secretContext(id, name), sealed);
  }

  async patch(patch: TenantPatch): Promise<TenantView | Refusal> {
    const context = this.#context;
    const keys = await context.keys();
    const { settings: wanted, secrets } = mergeSettings(context.profile().settings, patch.settings ?? {});
    const findings = patch.settings?.sms ? this.#checkSms(wanted, secrets) : [];
    if (findings.length > 0) return refuse('invalid_request', findings);
    const sealed = await Promise.all(
      Object.entries(secrets).map(async ([name, secret]) => [
        name,
        // An undefined member is left out of the stored JSON.
        secret === null
          ? undefined
          : await sealSecret(keys, secretContext(context.profile().id, name), secret),
      ]),
    );
    // Read again: another patch may have landed while secrets were being sealed.
    const current = context.profile();
    const { settings } = mergeSettings(current.settings, patch.settings ?? {});
    context.sql.exec(
      'UPDATE tenant SET name = ?, origins = ?, settings = ?, secrets = ?',
      patch.name ?? current.name,
      JSON.stringify(patch.origins ?? current.origins),
      JSON.stringify(settings),
      JSON.stringify({ ...current.secrets, ...Object.fromEntries(sealed) }),
    );
    context.forgetProfile();
    return viewOf(context.profile());
  }

  #checkSms(settings: Settings, secrets: SecretChanges): Finding[] {
    const kept = this.#context.profile().secrets;
    const hasSecret = (key: string) => `sms.${key}` in secrets || `sms.${key}` in kept;
    return checkSms(settings.sms ?? {}, hasSecret, this.#context.targets === 'any');
  }
}
