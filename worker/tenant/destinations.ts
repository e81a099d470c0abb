/** Owns destinations 投递目标, their configuration and secrets, sealed at rest; must not know when or what is delivered. */
import { RpcTarget } from 'cloudflare:workers';
import { mainland, type Region } from '../../contract/notice.ts';
import { type Finding, isRefusal, type Refusal, refuse } from '../../contract/problem.ts';
import type { Config, DestinationKind } from '../delivery/adapter.ts';
import { adapterOf } from '../delivery/adapters.ts';
import { checkConfig, type OpenConfig } from '../delivery/check-config.ts';
import type { Mapping } from '../delivery/mapping.ts';
import type { TenantContext } from './context.ts';
import {
  missingSecrets,
  type NewSigning,
  openMembers,
  openSigning,
  resealed,
  type SealedDraft,
  type SealedSecrets,
  sealDraft,
  sealedMembersOf,
} from './destination-secrets.ts';
import { recipientOf } from './recipients.ts';
import { allRows, firstRow, timeText } from './rows.ts';

/** While both secrets sign, receivers can change theirs without losing a delivery. */
const rotationOverlapMs = 24 * 3_600_000;

export interface DestinationDraft {
  kind: DestinationKind;
  recipient: string;
  config: OpenConfig;
  /** One that is not named stays as it is; null takes it away. */
  secrets: Readonly<Record<string, string | null>>;
  enabled: boolean;
  /** Where the kind usually is, when absent. */
  region?: Region | undefined;
}

export interface DestinationView {
  id: string;
  kind: DestinationKind;
  recipient: string;
  /** Absent in one that was saved before regions were asked for. */
  region?: Region | undefined;
  config: Readonly<Record<string, string | Mapping>>;
  /** Names of the secrets that are set, of a kind that has any; never their values. */
  secrets?: string[];
  enabled: boolean;
  disabledReason?: string;
  previousSecretUntil?: string;
}

export type DestinationRow = SealedSecrets & {
  number: number;
  id: string;
  kind: DestinationKind;
  recipient: string;
  config: string;
  /** NULL in one that was saved before regions were asked for. */
  region: Region | null;
  previous_until: number | null;
  enabled: number;
  disabled_reason: string | null;
};

/** What an adapter is given: secrets opened, and the mapping that holds. */
export interface OpenedDestination {
  config: Config;
  mapping: Mapping;
}

function secretNames(kind: DestinationKind): string[] {
  return Object.entries(adapterOf(kind).members).flatMap(([name, { isSecret }]) => (isSecret ? name : []));
}

/** The configuration as it is kept: what is no secret, and the destination's own mapping. */
export function configOf({ config }: Pick<DestinationRow, 'config'>): OpenConfig {
  const { mapping, ...members }: { mapping?: Mapping } = JSON.parse(config);
  return { members, ...(mapping === undefined ? {} : { mapping }) };
}

/** Nobody can have a secret that is kept sent to another address than the one that it was given for. */
function isSameAddress(before: DestinationRow, members: Readonly<Record<string, string>>): boolean {
  return configOf(before).members.baseUrl === members.baseUrl;
}

function viewOf(row: DestinationRow): DestinationView {
  return {
    id: row.id,
    kind: row.kind,
    recipient: row.recipient,
    ...(row.region === null ? {} : { region: row.region }),
    config: JSON.parse(row.config),
    ...(secretNames(row.kind).length === 0 ? {} : { secrets: Object.keys(sealedMembersOf(row)).sort() }),
    enabled: row.enabled === 1,
    ...(row.disabled_reason === null ? {} : { disabledReason: row.disabled_reason }),
    ...(row.previous_until === null ? {} : { previousSecretUntil: timeText(row.previous_until) }),
  };
}

export class DestinationStore extends RpcTarget {
  readonly #context: TenantContext;
  #rows: readonly DestinationRow[] | null = null;
  /** Of rows kept above: a change makes new ones, and what was opened of the old goes with them. */
  readonly #opened = new WeakMap<DestinationRow, { opened: OpenedDestination; untilMs: number }>();
  /** Called with the number of one that was saved: what waits for it may be due. */
  readonly #onSaved: (number: number) => void;

  constructor(context: TenantContext, onSaved: (number: number) => void) {
    super();
    this.#context = context;
    this.#onSaved = onSaved;
  }

  /** Every destination. Kept between calls, since each lead asks; forgotten by each change. */
  rows(): readonly DestinationRow[] {
    this.#rows ??= allRows<DestinationRow>(this.#context.sql, 'SELECT * FROM destinations ORDER BY number');
    return this.#rows;
  }

  row(id: string): DestinationRow | undefined {
    return firstRow<DestinationRow>(this.#context.sql, 'SELECT * FROM destinations WHERE id = ?', id);
  }

  /** Ids of the destinations with these numbers, in the order in which they were made. */
  idsOf(numbers: readonly number[]): string[] {
    return this.rows().flatMap(({ number, id }) => (numbers.includes(number) ? [id] : []));
  }

  list(): DestinationView[] {
    return this.rows().map(viewOf);
  }

  view(id: string): DestinationView | null {
    const row = this.row(id);
    return row === undefined ? null : viewOf(row);
  }

  /** What can be judged and sealed of a draft before it is saved: sealing takes its time, and saving must take none. */
  async seal(id: string, draft: DestinationDraft): Promise<SealedDraft | Refusal> {
    const context = this.#context;
    const { kind, recipient, config } = draft;
    const findings = checkConfig(adapterOf(kind), config, context.targets);
    if (findings.length > 0) return refuse('destination_rejected', findings);
    if (recipientOf(context, recipient) === undefined) {
      return refuse('destination_rejected', [{ path: 'recipient', code: 'unknown_recipient' }]);
    }
    return sealDraft(context, id, draft.secrets);
  }

  /** Saves a destination. A webhook's secret begins with it and is in the first answer only. */
  save(
    id: string,
    draft: DestinationDraft,
    sealed: SealedDraft,
  ): (DestinationView & { secret?: string }) | Refusal {
    const context = this.#context;
    const { kind, recipient, config } = draft;
    const region = draft.region ?? adapterOf(kind).regionOf?.(config.members) ?? mainland;
    const { secret, sealed: signing } = sealed.signing;
    // Read only now: another change may have landed while secrets were being sealed.
    const before = this.row(id);
    const members = {
      ...(before?.kind === kind && isSameAddress(before, config.members) ? sealedMembersOf(before) : {}),
      ...sealed.members,
    };
    for (const [name, value] of Object.entries(draft.secrets)) if (value === null) delete members[name];
    const wrong = [...this.#fixed(before, draft), ...missingSecrets(kind, members)];
    if (wrong.length > 0) return refuse('destination_rejected', wrong);
    const isNewWebhook = kind === 'webhook' && before?.kind !== 'webhook';
    context.sql.exec(
      `INSERT INTO destinations (id, kind, recipient, config, secret, enabled, config_secrets, region)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
       ON CONFLICT (id) DO UPDATE SET kind = ?2, recipient = ?3, config = ?4, enabled = ?6, disabled_reason = NULL,
         config_secrets = ?7, region = ?8, secret = CASE WHEN kind = ?2 THEN secret ELSE ?5 END,
         previous_secret = CASE WHEN kind = ?2 THEN previous_secret END,
         previous_until = CASE WHEN kind = ?2 THEN previous_until END`,
      id,
      kind,
      recipient,
      JSON.stringify({ ...config.members, mapping: config.mapping }),
      kind === 'webhook' ? signing : null,
      draft.enabled ? 1 : 0,
      JSON.stringify(members),
      region,
    );
    this.#rows = null;
    const after = this.row(id);
    if (after === undefined) throw new Error('a destination that was just saved is not there');
    this.#onSaved(after.number);
    return isNewWebhook ? { ...viewOf(after), secret } : viewOf(after);
  }

  /**
   * Once it was sent to, a destination is its recipient's, and what it is: receipts and deliveries say who received
   * what, and what still waits was made for this kind of target.
   */
  #fixed(before: DestinationRow | undefined, { kind, recipient }: DestinationDraft): Finding[] {
    if (before === undefined || (before.kind === kind && before.recipient === recipient)) return [];
    if (!this.#hasDeliveries(before.number)) return [];
    return [
      ...(before.recipient === recipient ? [] : [{ path: 'recipient', code: 'recipient_is_fixed' }]),
      ...(before.kind === kind ? [] : [{ path: 'kind', code: 'kind_is_fixed' }]),
    ];
  }

  #hasDeliveries(number: number): boolean {
    return (
      firstRow(this.#context.sql, 'SELECT 1 FROM deliveries WHERE destination = ? LIMIT 1', number) !==
      undefined
    );
  }

  /**
   * Has a webhook sign with a new secret. The one before it signs beside it, and proves what comes back, until the
   * overlap ends; `immediately` ends it, and any that it still overlaps with, at once.
   */
  rotate(
    id: string,
    { secret, sealed }: NewSigning,
    immediately: boolean,
  ): { secret: string; previousUntil?: string } | Refusal {
    const row = this.row(id);
    if (row === undefined) return refuse('not_found');
    if (row.kind !== 'webhook') {
      return refuse('destination_rejected', [{ path: 'kind', code: 'no_signing_secret' }]);
    }
    const previousUntilMs = immediately ? null : this.#context.now() + rotationOverlapMs;
    this.#context.sql.exec(
      'UPDATE destinations SET previous_secret = ?, previous_until = ?, secret = ? WHERE id = ?',
      immediately ? null : row.secret,
      previousUntilMs,
      sealed,
      id,
    );
    this.#rows = null;
    return { secret, ...(previousUntilMs === null ? {} : { previousUntil: timeText(previousUntilMs) }) };
  }

  /** Stops sending to a destination, until it is saved again. */
  disable(number: number, reason: string): void {
    this.#context.sql.exec(
      'UPDATE destinations SET enabled = 0, disabled_reason = ? WHERE number = ?',
      reason,
      number,
    );
    this.#rows = null;
  }

  /** What an adapter is given: the configuration with its secrets opened, and the destination's mapping or the kind's own. */
  async opened(row: DestinationRow): Promise<OpenedDestination | Refusal> {
    const known = this.#opened.get(row);
    // Read once, before opening: a secret whose time ends meanwhile must not be kept beyond it.
    const nowMs = this.#context.now();
    if (known !== undefined && nowMs < known.untilMs) return known.opened;
    const rotationEndMs = row.previous_until ?? 0;
    const untilMs = rotationEndMs > nowMs ? rotationEndMs : Number.POSITIVE_INFINITY;
    const opened = await this.#open(row);
    if (!isRefusal(opened)) this.#opened.set(row, { opened, untilMs });
    return opened;
  }

  async #open(row: DestinationRow): Promise<OpenedDestination | Refusal> {
    const { members, mapping } = configOf(row);
    const [secrets, signing] = await Promise.all([
      openMembers(this.#context, row.id, sealedMembersOf(row)),
      openSigning(this.#context, row),
    ]);
    if (isRefusal(secrets)) return secrets;
    if (isRefusal(signing)) return signing;
    return {
      config: { ...members, ...secrets, ...signing },
      mapping: mapping ?? adapterOf(row.kind).defaultMapping,
    };
  }

  /** Brings secrets that are sealed under another master key under the active one; one that signs no more is dropped. */
  async resealSecrets(): Promise<void> {
    const { sql } = this.#context;
    sql.exec(
      'UPDATE destinations SET previous_secret = NULL, previous_until = NULL WHERE previous_until <= ?',
      this.#context.now(),
    );
    this.#rows = null;
    for (const row of this.rows()) {
      const after = await resealed(this.#context, row);
      for (const column of ['secret', 'previous_secret', 'config_secrets'] as const) {
        // A change may have landed meanwhile: only the very secrets that were read are changed.
        if (after[column] !== row[column]) {
          sql.exec(
            `UPDATE destinations SET ${column} = ? WHERE number = ? AND ${column} = ?`,
            after[column],
            row.number,
            row[column],
          );
        }
      }
    }
    this.#rows = null;
  }
}
