/** Owns the changes that keys make to where leads go and who may act: each allowed or refused, made and logged in one transaction. */
import { RpcTarget } from 'cloudflare:workers';
import type { Recipient } from '../../../contract/notice.ts';
import { isRefusal, type Refusal, refuse } from '../../../contract/problem.ts';
import type { RouteSet } from '../../routing/rules.ts';
import type { TenantContext } from '../context.ts';
import { newSigning } from '../destination-secrets.ts';
import type { DestinationDraft, DestinationStore, DestinationView } from '../destinations.ts';
import { type Actor, createKey, type KeyStore, type KeyView, mayManage, type Role } from '../keys.ts';
import type { InboundDraft, InboundStore, InboundView } from '../outcomes/inbound.ts';
import type { ProfileStore, TenantPatch, TenantView } from '../profile.ts';
import { type RecipientStore, recipientOf } from '../recipients.ts';
import type { RouteVersions, RouteView } from '../routing/route-versions.ts';
import { mayChangeDestination, mayPatch, maySaveRoutes, ownPlacesOf } from '../where-leads-go.ts';
import type { AuditLog } from './audit-log.ts';
import { maskedDestination, maskedDraft, maskedSecrets, maskedSettings } from './masked.ts';

export interface ChangedStores {
  profile: ProfileStore;
  keys: KeyStore;
  recipients: RecipientStore;
  destinations: DestinationStore;
  inbound: InboundStore;
  routes: RouteVersions;
}

/** Names of the secrets that are given a value, in the order of their names. */
function givenIn(secrets: Readonly<Record<string, string | null>>): string[] {
  return Object.keys(secrets)
    .filter((name) => secrets[name] !== null)
    .sort();
}

export class Changes extends RpcTarget {
  readonly #context: TenantContext;
  readonly #audit: AuditLog;
  readonly #stores: ChangedStores;

  constructor(context: TenantContext, audit: AuditLog, stores: ChangedStores) {
    super();
    this.#context = context;
    this.#audit = audit;
    this.#stores = stores;
  }

  async patchTenant(by: Actor, patch: TenantPatch): Promise<TenantView | Refusal> {
    const { profile } = this.#stores;
    const isAllowed = mayPatch(by.role, patch.settings);
    const sealed = isAllowed ? await profile.seal(patch) : refuse('forbidden');
    return this.#audit.change(by, {
      type: 'settings.changed',
      concerns: this.#context.profile().id,
      see: () => {
        const { name, origins, settings, secrets } = this.#context.profile();
        return { name, origins, settings, secrets: maskedSecrets(Object.keys(secrets)) };
      },
      make: () => (isRefusal(sealed) ? sealed : profile.save(patch, sealed)),
      wanted: { settings: maskedSettings(patch.settings ?? {}) },
      newSecrets: isRefusal(sealed) ? [] : givenIn(sealed),
    });
  }

  makeKey(by: Actor, role: Role, label: string): (KeyView & { key: string }) | Refusal {
    const isAllowed = mayManage(by.role, role);
    return this.#audit.change(by, {
      type: 'key.made',
      concerns: ({ id }) => id,
      see: (id) => this.#stores.keys.view(id),
      make: () => (isAllowed ? createKey(this.#context, role, label) : refuse('forbidden')),
      wanted: { role, label },
    });
  }

  revokeKey(by: Actor, id: string): { revoked: true } | Refusal {
    const { keys } = this.#stores;
    return this.#audit.change(by, {
      type: 'key.revoked',
      concerns: id,
      see: () => keys.view(id),
      make: () => keys.revoke(id, by.role),
      wanted: { ...keys.view(id), state: 'revoked' },
    });
  }

  saveRecipient(by: Actor, recipient: Recipient): Recipient | Refusal {
    return this.#audit.change(by, {
      type: 'recipient.saved',
      concerns: recipient.id,
      see: () => recipientOf(this.#context, recipient.id),
      make: () => this.#stores.recipients.put(recipient),
    });
  }

  async saveDestination(
    by: Actor,
    id: string,
    draft: DestinationDraft,
  ): Promise<(DestinationView & { secret?: string }) | Refusal> {
    const { destinations } = this.#stores;
    const sealed = await destinations.seal(id, draft);
    return this.#changeDestination(by, id, {
      type: 'destination.saved',
      recipients: [draft.recipient],
      make: () => (isRefusal(sealed) ? sealed : destinations.save(id, draft, sealed)),
      wanted: maskedDraft(this.#context.profile().idKey, id, draft),
      newSecrets: givenIn(draft.secrets),
    });
  }

  async rotateSecret(
    by: Actor,
    id: string,
    immediately: boolean,
  ): Promise<{ secret: string; previousUntil?: string } | Refusal> {
    const signing = await newSigning(this.#context, id);
    return this.#changeDestination(by, id, {
      type: 'destination.rotated',
      make: () => this.#stores.destinations.rotate(id, signing, immediately),
      newSecrets: ['secret'],
    });
  }

  openInbound(by: Actor, id: string, draft: InboundDraft): (InboundView & { token?: string }) | Refusal {
    const { inbound } = this.#stores;
    return this.#changeDestination(by, id, {
      type: 'inbound.opened',
      see: () => inbound.view(id),
      make: () => inbound.open(id, draft),
    });
  }

  closeInbound(by: Actor, id: string): { closed: true } | Refusal {
    const { inbound } = this.#stores;
    return this.#changeDestination(by, id, {
      type: 'inbound.closed',
      see: () => inbound.view(id),
      make: () => inbound.close(id),
    });
  }

  saveRoutes(by: Actor, set: RouteSet): RouteView | Refusal {
    const { routes, destinations } = this.#stores;
    const isAllowed = maySaveRoutes(by.role, destinations.rows(), routes.current().set, set);
    return this.#audit.change(by, {
      type: 'routes.saved',
      concerns: 'routes',
      // Every version is kept, and answered by `GET /v1/routes?version=`.
      see: () => ({ version: routes.current().version, own: this.#ownPlaces(routes.current().set) }),
      make: () => (isAllowed ? routes.put(set, by) : refuse('forbidden')),
      wanted: { own: this.#ownPlaces(set) },
    });
  }

  #ownPlaces(set: RouteSet): string[] {
    return ownPlacesOf(set, this.#stores.destinations.rows());
  }

  /** @param recipients whose it is to be, besides whose it is */
  #changeDestination<Done>(
    by: Actor,
    id: string,
    change: {
      type: string;
      recipients?: string[];
      see?: () => unknown;
      make: () => Done | Refusal;
      wanted?: unknown;
      newSecrets?: string[];
    },
  ): Done | Refusal {
    const { destinations } = this.#stores;
    const { recipients = [], make, see, ...rest } = change;
    return this.#audit.change(by, {
      ...rest,
      concerns: id,
      see: see ?? (() => this.#masked(destinations.view(id))),
      make: () => {
        const before = destinations.row(id)?.recipient;
        return mayChangeDestination(by.role, [before, ...recipients]) ? make() : refuse('forbidden');
      },
    });
  }

  #masked(view: DestinationView | null): unknown {
    return view === null ? null : maskedDestination(this.#context.profile().idKey, view);
  }
}
