/** Owns the death of a lead's values at the end of their days; must not decide when that is, and leaves the evidence. */
import { isRefusal } from '../../../contract/problem.ts';
import { dayMs, dueFor } from '../../retention/due.ts';
import type { TenantContext } from '../context.ts';
import type { DeliveryStore } from '../delivery/deliveries.ts';
import { forgetNotes } from '../outcomes/outcome-rows.ts';
import type { Resealer } from '../rekeying/resealer.ts';
import { shred } from '../rekeying/shred.ts';
import { allRows, firstRow } from '../rows.ts';
import { type Mark, readMark, setMark, type Task } from './housekeeping.ts';
import { factsOf } from './lead-facts.ts';

const batch = 50;

export interface RetentionStores {
  deliveries: DeliveryStore;
  /** Hears that a lead can be signed for no more. */
  authorisations: { leadErased(lead: number): void };
  resealer: Resealer;
}

/**
 * Two walks, each over what it goes by: never delivered leads in the order they came, delivered ones in the order of
 * their arrival. What is behind a walk's mark is done under any settings, since these only shorten what is to come.
 */
export function retentionTasks(context: TenantContext, stores: RetentionStores): Task[] {
  return [new Walk(context, stores, undelivered(context)), new Walk(context, stores, delivered(context))];
}

interface Found {
  lead: number;
  /** Where the walk stands once this one is done. */
  through: number;
}

interface Way {
  mark: Mark;
  /** The next leads that may be due, in order. */
  find(nowMs: number): Found[];
  nextDueMs(): number | null;
}

function undelivered(context: TenantContext): Way {
  const lifeMs = () => context.profile().settings.retention.undeliveredDays * dayMs;
  const next = (limit: number) =>
    allRows<{ seq: number; created_at: number }>(
      context.sql,
      'SELECT seq, created_at FROM leads WHERE seq > ? ORDER BY seq LIMIT ?',
      readMark(context, 'undelivered_through'),
      limit,
    );
  return {
    mark: 'undelivered_through',
    find(nowMs) {
      const rows = next(batch);
      const end = rows.findIndex((row) => row.created_at + lifeMs() > nowMs);
      return rows.slice(0, end < 0 ? rows.length : end).map(({ seq }) => ({ lead: seq, through: seq }));
    },
    nextDueMs() {
      const [first] = next(1);
      return first === undefined ? null : first.created_at + lifeMs();
    },
  };
}

function delivered(context: TenantContext): Way {
  const lifeMs = () => context.profile().settings.retention.deliveredDays * dayMs;
  const arrived = `FROM attempts INDEXED BY attempts_delivered WHERE outcome = 'delivered' AND at > ?1`;
  return {
    mark: 'delivered_through',
    find(nowMs) {
      const mark = readMark(context, 'delivered_through');
      const last = firstRow<{ at: number | null }>(
        context.sql,
        `SELECT MAX(at) AS at FROM (SELECT at ${arrived} AND at <= ?2 ORDER BY at LIMIT ?3)`,
        mark,
        nowMs - lifeMs(),
        batch,
      )?.at;
      if (last == null) return [];
      // Up to and with that time: of two that arrived in one millisecond none is left behind the mark.
      return allRows<{ event: number; at: number }>(
        context.sql,
        `SELECT event, at ${arrived} AND at <= ?2 ORDER BY at`,
        mark,
        last,
      ).map(({ event, at }, index, all) => ({
        lead: event,
        // The mark moves on only once nothing of the same time is left.
        through: all[index + 1]?.at === at ? at - 1 : at,
      }));
    },
    nextDueMs() {
      const first = firstRow<{ at: number | null }>(
        context.sql,
        `SELECT MIN(at) AS at ${arrived}`,
        readMark(context, 'delivered_through'),
      )?.at;
      return first == null ? null : first + lifeMs();
    },
  };
}

class Walk implements Task {
  readonly #context: TenantContext;
  readonly #stores: RetentionStores;
  readonly #way: Way;
  readonly #broken = new Set<number>();

  constructor(context: TenantContext, stores: RetentionStores, way: Way) {
    this.#context = context;
    this.#stores = stores;
    this.#way = way;
  }

  nextDueMs(): number | null {
    return this.#way.nextDueMs();
  }

  async step(): Promise<boolean> {
    const context = this.#context;
    const found = this.#way.find(context.now());
    const ready = await this.#withOwnEvidence(found);
    context.storage.transactionSync(() => {
      for (const { lead } of ready) this.#purgeIfDue(lead);
      const last = ready.at(-1);
      if (last !== undefined) setMark(context, this.#way.mark, last.through);
    });
    return ready.length > 0 && ready.length === found.length;
  }

  /**
   * Those whose evidence survives their values. A lead sealed before records had a key of their own is resealed first;
   * one whose master key is missing stops the walk, since its evidence can't be saved from the values' end. One that is
   * broken has no evidence to save.
   */
  async #withOwnEvidence(found: readonly Found[]): Promise<readonly Found[]> {
    for (const [at, { lead }] of found.entries()) {
      if (!this.#stores.resealer.isWhole(lead)) continue;
      try {
        if (isRefusal(await this.#stores.resealer.reseal(lead))) return found.slice(0, at);
      } catch {
        this.#broken.add(lead);
      }
    }
    return found;
  }

  /** Judged again here, in the transaction: the lead may have been erased or delivered since it was found. */
  #purgeIfDue(lead: number): void {
    const context = this.#context;
    const nowMs = context.now();
    const facts = factsOf(context, lead);
    if (facts === null || dueFor(facts, context.profile().settings.retention, nowMs) !== 'values') return;
    if (this.#stores.resealer.isWhole(lead) && !this.#broken.has(lead)) return;
    shred(context.sql, lead, 'data');
    context.sql.exec(
      `UPDATE leads SET purged_at = ?, wrapped_key = NULL, sealed = NULL, phone_key = NULL, duplicate_of = NULL,
         fingerprint = x'', receipt_hash = NULL WHERE seq = ?`,
      nowMs,
      lead,
    );
    forgetNotes(context.sql, lead);
    this.#stores.deliveries.block(lead, 'retention');
    // Without its phone nobody can sign for it any more.
    this.#stores.authorisations.leadErased(lead);
  }
}
