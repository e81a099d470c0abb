/** Owns the tenant's own row: creation, name, origins, settings; must not know what acts on them. */
import { RpcTarget } from 'cloudflare:workers';
import { type Finding, type Refusal, refuse } from '../../contract/problem.ts';
import type { Controller } from '../ledger/consent-record.ts';
import { checkSigning } from '../publishing/check-signing.ts';
import { checkSms } from '../publishing/check-sms.ts';
import { checkWechat } from '../publishing/check-wechat.ts';
import {
  defaultSettings,
  mergeSettings,
  type SecretChanges,
  type Settings,
  type SettingsPatch,
} from '../publishing/settings-schema.ts';
import { resealSecret, sealSecret, unsealSecret } from '../sealing/envelope.ts';
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

/** Sealed secrets by path; null for one that is taken away. */
export type SealedPatch = Readonly<Record<string, string | null>>;

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
  readonly #onRetention: () => void;
  readonly #onWechat: () => void;

  /**
   * @param onRetention is called when things may be due to die sooner than they were
   * @param onWechat is called when the WeChat account is another, or set up anew
   */
  constructor(context: TenantContext, onRetention: () => void, onWechat: () => void) {
    super();
    this.#context = context;
    this.#onRetention = onRetention;
    this.#onWechat = onWechat;
  }

  view(): TenantView {
    return viewOf(this.#context.profile());
  }

  /** A sealed secret in clear, null when the tenant never set it, or `key_missing`. */
  async secret(name: string): Promise<string | null | Refusal> {
    const { id, secrets } = this.#context.profile();
    const sealed = secrets[name];
    if (sealed === undefined) return null;
    return unsealSecret(await this.#context.keys(), secretContext(id, name), sealed);
  }

  /** Brings secrets that are sealed under another master key under the active one. */
  async resealSecrets(): Promise<void> {
    const context = this.#context;
    const { id, secrets } = context.profile();
    const resealed = await Promise.all(
      Object.entries(secrets).map(async ([name, sealed]) => ({
        name,
        before: sealed,
        after: await resealSecret(await context.keys(), secretContext(id, name), sealed),
      })),
    );
    // Read again: a patch may have landed meanwhile, and what it sealed stays.
    const current = { ...context.profile().secrets };
    const moved = resealed.filter(({ name, before, after }) => after !== before && current[name] === before);
    if (moved.length === 0) return;
    for (const { name, after } of moved) current[name] = after;
    context.sql.exec('UPDATE tenant SET secrets = ?', JSON.stringify(current));
    context.forgetProfile();
  }

  /** What can be judged and sealed of a patch before it is saved: sealing takes its time, and saving must take none. */
  async seal(patch: TenantPatch): Promise<SealedPatch | Refusal> {
    const context = this.#context;
    const keys = await context.keys();
    const { settings: wanted, secrets } = mergeSettings(context.profile().settings, patch.settings ?? {});
    const findings = [
      ...(patch.settings?.sms ? this.#checkSms(wanted, secrets) : []),
      ...(patch.settings?.signing ? this.#checkSigning(wanted, secrets) : []),
      ...checkWechat(patch.settings?.wechat?.endpoint, this.#context.targets === 'any'),
    ];
    if (findings.length > 0) return refuse('invalid_request', findings);
    const sealed = await Promise.all(
      Object.entries(secrets).map(
        async ([name, secret]): Promise<[string, string | null]> => [
          name,
          secret === null ? null : await sealSecret(keys, secretContext(context.profile().id, name), secret),
        ],
      ),
    );
    return Object.fromEntries(sealed);
  }

  /** Saves a patch. Secrets that it takes away go. */
  save(patch: TenantPatch, sealed: SealedPatch): TenantView {
    const context = this.#context;
    // Read only now: another patch may have landed while secrets were being sealed.
    const current = context.profile();
    const { settings } = mergeSettings(current.settings, patch.settings ?? {});
    const secrets = Object.entries({ ...current.secrets, ...sealed }).filter(([, secret]) => secret !== null);
    context.sql.exec(
      'UPDATE tenant SET name = ?, origins = ?, settings = ?, secrets = ?',
      patch.name ?? current.name,
      JSON.stringify(patch.origins ?? current.origins),
      JSON.stringify(settings),
      JSON.stringify(Object.fromEntries(secrets)),
    );
    context.forgetProfile();
    if (patch.settings?.retention !== undefined) this.#onRetention();
    if (patch.settings?.wechat !== undefined) this.#onWechat();
    return viewOf(context.profile());
  }

  #checkSms(settings: Settings, secrets: SecretChanges): Finding[] {
    const kept = this.#context.profile().secrets;
    const hasSecret = (key: string) => `sms.${key}` in secrets || `sms.${key}` in kept;
    return checkSms(settings.sms ?? {}, hasSecret, this.#context.targets === 'any');
  }

  #checkSigning(settings: Settings, secrets: SecretChanges): Finding[] {
    const kept = this.#context.profile().secrets;
    const hasSecret = (key: string) => `signing.${key}` in secrets || `signing.${key}` in kept;
    return checkSigning(settings.signing ?? {}, hasSecret, this.#context.targets === 'any');
  }
}
