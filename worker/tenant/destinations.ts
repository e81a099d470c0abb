/** Owns destinations 投递目标 and their secrets, sealed at rest; must not know when or what is delivered. */
import { RpcTarget } from 'cloudflare:workers';
import { isRefusal, type Refusal, refuse } from '../../contract/problem.ts';
import type { Config } from '../delivery/adapter.ts';
import { adapterOf } from '../delivery/adapters.ts';
import type { Mapping } from '../delivery/mapping.ts';
import { unsafeTarget } from '../delivery/target-safety.ts';
import { webhookSecretFrom } from '../delivery/webhook-signature.ts';
import { resealSecret, sealSecret, unsealSecret } from '../sealing/envelope.ts';
import type { TenantContext } from './context.ts';
import { endRest } from './delivery/health.ts';
import { secretContext } from './profile.ts';
import { recipientOf } from './recipients.ts';
import { allRows, firstRow, timeText } from './rows.ts';

/** While both secrets sign, receivers can change theirs without losing a delivery. */
const rotationOverlapMs = 24 * 3_600_000;

export interface DestinationDraft {
  kind: 'webhook';
  recipient: string;
  config: { url: string };
  enabled: boolean;
}

export interface DestinationView extends DestinationDraft {
  id: string;
  disabledReason?: string;
  previousSecretUntil?: string;
}

export type DestinationRow = {
  number: number;
  id: string;
  kind: 'webhook';
  recipient: string;
  config: string;
  secret: string | null;
  previous_secret: string | null;
  previous_until: number | null;
  enabled: number;
  disabled_reason: string | null;
};

function viewOf(row: DestinationRow): DestinationView {
  return {
    id: row.id,
    kind: row.kind,
    recipient: row.recipient,
    config: JSON.parse(row.config),
    enabled: row.enabled === 1,
    ...(row.disabled_reason === null ? {} : { disabledReason: row.disabled_reason }),
    ...(row.previous_until === null ? {} : { previousSecretUntil: timeText(row.previous_until) }),
  };
}

export class DestinationStore extends RpcTarget {
  readonly #context: TenantContext;
  #rows: readonly DestinationRow[] | null = null;
  /** Called when pending deliveries may have become due. */
  readonly #onChange: () => void;

  constructor(context: TenantContext, onChange: () => void) {
    super();
    this.#context = context;
    this.#onChange = onChange;
  }

  /** Every destination. Kept between calls, since each lead asks; forgotten by each change. */
  rows(): readonly DestinationRow[] {
    this.#rows ??= allRows<DestinationRow>(this.#context.sql, 'SELECT * FROM destinations ORDER BY number');
    return this.#rows;
  }

  row(id: string): DestinationRow | undefined {
    return firstRow<DestinationRow>(this.#context.sql, 'SELECT * FROM destinations WHERE id = ?', id);
  }

  list(): DestinationView[] {
    return this.rows().map(viewOf);
  }

  /** Saves a destination. The secret is made with it and is in the first answer only. */
  async put(id: string, draft: DestinationDraft): Promise<(DestinationView & { secret?: string }) | Refusal> {
    const context = this.#context;
    const danger = unsafeTarget(draft.config.url, context.targets);
    if (danger !== null) return refuse('destination_rejected', [{ path: 'config.url', code: danger }]);
    if (recipientOf(context, draft.recipient) === undefined) {
      return refuse('destination_rejected', [{ path: 'recipient', code: 'unknown_recipient' }]);
    }
    const secret = webhookSecretFrom(context.random(32));
    const sealed = await sealSecret(await context.keys(), this.#secretContext(id), secret);
    const before = this.row(id);
    if (before !== undefined && before.recipient !== draft.recipient && this.#hasDeliveries(before.number)) {
      return refuse('destination_rejected', [{ path: 'recipient', code: 'recipient_is_fixed' }]);
    }
    context.sql.exec(
      `INSERT INTO destinations (id, kind, recipient, config, secret, enabled) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
       ON CONFLICT (id) DO UPDATE SET kind = ?2, recipient = ?3, config = ?4, enabled = ?6, disabled_reason = NULL`,
      id,
      draft.kind,
      draft.recipient,
      JSON.stringify(draft.config),
      sealed,
      draft.enabled ? 1 : 0,
    );
    this.#rows = null;
    if (before !== undefined) endRest(context, before.number);
    this.#onChange();
    const after = this.row(id);
    if (after === undefined) throw new Error('a destination that was just saved is not there');
    return before === undefined ? { ...viewOf(after), secret } : viewOf(after);
  }

  /** Once it was sent to, a destination is its recipient's: receipts and deliveries say who received what. */
  #hasDeliveries(number: number): boolean {
    return (
      firstRow(this.#context.sql, 'SELECT 1 FROM deliveries WHERE destination = ? LIMIT 1', number) !==
      undefined
    );
  }

  /** A new secret; the one before it signs beside it until the overlap ends. */
  async rotate(id: string): Promise<{ secret: string; previousUntil: string } | Refusal> {
    const context = this.#context;
    const secret = webhookSecretFrom(context.random(32));
    const sealed = await sealSecret(await context.keys(), this.#secretContext(id), secret);
    const previousUntilMs = context.now() + rotationOverlapMs;
    const { rowsWritten } = context.sql.exec(
      'UPDATE destinations SET previous_secret = secret, previous_until = ?, secret = ? WHERE id = ?',
      previousUntilMs,
      sealed,
      id,
    );
    this.#rows = null;
    if (rowsWritten === 0) return refuse('not_found');
    return { secret, previousUntil: timeText(previousUntilMs) };
  }

  /** Stops sending to a destination whose receiver said that it is gone (410). */
  disable(number: number, reason: string): void {
    this.#context.sql.exec(
      'UPDATE destinations SET enabled = 0, disabled_reason = ? WHERE number = ?',
      reason,
      number,
    );
    this.#rows = null;
  }

  /** What an attempt needs of a destination: its configuration with the secrets in clear, and its mapping. */
  async opened(row: DestinationRow): Promise<{ config: Config; mapping: Mapping } | Refusal> {
    const secrets = await this.signingSecrets(row);
    if (isRefusal(secrets)) return secrets;
    const [secret, previousSecret] = secrets;
    const { url }: { url: string } = JSON.parse(row.config);
    return {
      config: {
        url,
        ...(secret === undefined ? {} : { secret }),
        ...(previousSecret === undefined ? {} : { previousSecret }),
      },
      mapping: adapterOf(row.kind).defaultMapping,
    };
  }

  /** The secrets that sign now, in clear: the current one, and during a rotation the one before. Or `key_missing`. */
  async signingSecrets(row: DestinationRow): Promise<string[] | Refusal> {
    const keys = await this.#context.keys();
    const live = [
      row.secret,
      row.previous_until !== null && this.#context.now() < row.previous_until ? row.previous_secret : null,
    ].filter((sealed) => sealed !== null);
    const opened = await Promise.all(
      live.map((sealed) => unsealSecret(keys, this.#secretContext(row.id), sealed)),
    );
    return opened.find(isRefusal) ?? opened.filter((secret) => typeof secret === 'string');
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
      for (const column of ['secret', 'previous_secret'] as const) {
        const before = row[column];
        if (before === null) continue;
        const after = await resealSecret(await this.#context.keys(), this.#secretContext(row.id), before);
        // A rotation may have landed meanwhile: only the very secret that was read is changed.
        if (after !== before) {
          sql.exec(
            `UPDATE destinations SET ${column} = ? WHERE number = ? AND ${column} = ?`,
            after,
            row.number,
            before,
          );
        }
      }
    }
    this.#rows = null;
  }

  #secretContext(id: string): string {
    return secretContext(this.#context.profile().id, `destination/${id}`);
  }
}
