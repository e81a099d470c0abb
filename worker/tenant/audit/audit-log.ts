/** Owns the audit log: who did what, to what, from where and with which result; must not hold a secret or an applicant's data. */
import { RpcTarget } from 'cloudflare:workers';
import { isRefusal, type Refusal } from '../../../contract/problem.ts';
import type { TenantContext } from '../context.ts';
import type { Role } from '../keys.ts';
import { allRows, firstRow, timeText } from '../rows.ts';
import { boundedJson, concerned, type Difference, difference } from './difference.ts';

/** Who acts: a tenant's key, or nobody of the tenant. */
export interface Doer {
  key: string;
  role: Role | 'applicant' | 'operator' | 'system';
  /** Where from: the network that the address lies in, never the address. */
  network?: string | undefined;
}

/** The server by itself. */
export const system: Doer = { key: 'system', role: 'system' };

/** Whoever holds the admin token. */
export function operatorAt(network: string | undefined): Doer {
  return { key: 'operator', role: 'operator', network };
}

const nameless: Readonly<Record<string, string>> = {
  applicant: 'applicant',
  operator: 'platform operator',
  system: 'system',
};

export type Result = 'done' | 'refused' | 'failed';

export interface Fact extends Difference {
  /** Dotted: what it happened to, what happened. */
  type: string;
  /** Id of what it happened to. */
  concerns?: string | undefined;
  result?: Result;
}

export interface AuditEntry {
  seq: number;
  at: string;
  type: string;
  who: { kind: 'key' | 'applicant' | 'operator' | 'system'; id: string; name: string };
  concerns?: string;
  from?: string;
  result: Result;
  before?: unknown;
  after?: unknown;
}

/** A change that somebody asks for. All of it happens in one transaction with its entry. */
export interface Change<Done> {
  type: string;
  /** Id of what is changed; of what is only made by it, read from what came of it. */
  concerns: string | ((done: Done) => string);
  /** What can be told of what is there, without secrets; asked before and after. */
  see: (concerns: string) => unknown;
  make: () => Done | Refusal;
  /** What was asked for, told of a change that was refused. */
  wanted?: unknown;
  /** Names of secrets that are given with it: their values are told nowhere. */
  newSecrets?: readonly string[];
}

export interface AuditFilter {
  type?: string | undefined;
  who?: string | undefined;
  fromMs?: number | undefined;
  toMs?: number | undefined;
}

type AuditRow = {
  seq: number;
  at: number;
  type: string;
  who_kind: AuditEntry['who']['kind'];
  who: string;
  label: string | null;
  concerns: string | null;
  network: string | null;
  result: Result;
  before: string | null;
  after: string | null;
};

/** Entries looked at in one call: a filter that nothing passes must not hold the object up. */
const lookedAt = 20_000;

export class AuditLog extends RpcTarget {
  readonly #context: TenantContext;

  constructor(context: TenantContext) {
    super();
    this.#context = context;
  }

  /** Part of the caller's transaction, when there is one. */
  add(doer: Doer, { type, concerns, result = 'done', before, after }: Fact): void {
    this.#context.sql.exec(
      `INSERT INTO audit (at, type, who_kind, who, concerns, network, result, before, after)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      this.#context.now(),
      type,
      Object.hasOwn(nameless, doer.role) ? doer.role : 'key',
      doer.key,
      concerns ?? null,
      doer.network ?? null,
      result,
      before === undefined ? null : boundedJson(before),
      after === undefined ? null : boundedJson(after),
    );
  }

  /**
   * Makes a change and its entry, both or neither. What changes nothing has none; of what is refused only what the
   * caller may not do has one: anything else is a slip that its author is told of.
   */
  change<Done>(
    doer: Doer,
    { type, concerns, see, make, wanted, newSecrets = [] }: Change<Done>,
  ): Done | Refusal {
    return this.#context.transaction(() => {
      const known = typeof concerns === 'string' ? concerns : undefined;
      const before = known === undefined ? undefined : see(known);
      const done = make();
      if (isRefusal(done)) {
        if (done.refused === 'forbidden') {
          const told = difference(concerned(before, wanted), wanted);
          this.add(doer, { type, concerns: known, result: 'refused', ...told });
        }
        return done;
      }
      const id = typeof concerns === 'string' ? concerns : concerns(done);
      const told = difference(before, see(id));
      if (newSecrets.length > 0) told.after = { ...Object(told.after), newSecrets };
      if ('before' in told || 'after' in told) this.add(doer, { type, concerns: id, ...told });
      return done;
    });
  }

  /** Oldest first, behind a number. `next` is the number to go on behind; null at the end. */
  list(filter: AuditFilter, limit: number, after: number): { items: AuditEntry[]; next: number | null } {
    const { sql } = this.#context;
    const ends = firstRow<{ first: number | null; last: number | null }>(
      sql,
      'SELECT MIN(seq) AS first, MAX(seq) AS last FROM audit',
    );
    if (ends?.first == null || ends.last === null) return { items: [], next: null };
    const start = Math.max(after, ends.first - 1);
    const end = Math.min(start + lookedAt, ends.last);
    const rows = allRows<AuditRow>(
      sql,
      `SELECT audit.*, keys.label AS label FROM audit LEFT JOIN keys ON keys.id = audit.who
       WHERE seq > ?1 AND seq <= ?2 AND (?3 IS NULL OR type = ?3) AND (?4 IS NULL OR who = ?4)
         AND (?5 IS NULL OR at >= ?5) AND (?6 IS NULL OR at < ?6)
       ORDER BY seq LIMIT ?7`,
      start,
      end,
      filter.type ?? null,
      filter.who ?? null,
      filter.fromMs ?? null,
      filter.toMs ?? null,
      limit,
    );
    const last = rows.length === limit ? rows.at(-1)?.seq : end;
    return { items: rows.map(entryOf), next: last === undefined || last >= ends.last ? null : last };
  }
}

function entryOf(row: AuditRow): AuditEntry {
  return {
    seq: row.seq,
    at: timeText(row.at),
    type: row.type,
    who: { kind: row.who_kind, id: row.who, name: row.label ?? nameless[row.who_kind] ?? row.who },
    ...(row.concerns === null ? {} : { concerns: row.concerns }),
    ...(row.network === null ? {} : { from: row.network }),
    result: row.result,
    ...(row.before === null ? {} : { before: JSON.parse(row.before) }),
    ...(row.after === null ? {} : { after: JSON.parse(row.after) }),
  };
}
