/** Owns the log of who read personal data in clear, when and why; must not hold any of that data. */
import { RpcTarget } from 'cloudflare:workers';
import type { AuditLog } from './audit/audit-log.ts';
import type { TenantContext } from './context.ts';
import type { Actor, Role } from './keys.ts';
import { leadId, leadIdAt, seqOfLead } from './public-ids.ts';
import { allRows, timeText } from './rows.ts';

/** Who reads or changes personal data: a tenant's key, or the person themselves. */
export type Accessor = Actor | typeof applicant;

/** The applicant, once their phone is verified. */
export const applicant = { key: 'applicant', role: 'applicant' } as const;

export interface AccessEntry {
  number: number;
  at: string;
  key: string;
  role: Role | 'applicant';
  action:
    | 'reveal'
    | 'events'
    | 'evidence'
    | 'erase'
    | 'export'
    | 'correct'
    | 'withdraw'
    | 'restrict'
    | 'unrestrict'
    | 'confirm'
    | 'release'
    | 'route'
    | 'reject'
    | 'simulate';
  lead?: string;
  reason: string;
}

/** What the audit log calls each of them. */
const auditTypes: Readonly<Record<AccessEntry['action'], string>> = {
  reveal: 'lead.revealed',
  events: 'events.read',
  evidence: 'evidence.read',
  erase: 'lead.erased',
  export: 'lead.exported',
  correct: 'lead.corrected',
  withdraw: 'consent.withdrawn',
  restrict: 'lead.restricted',
  unrestrict: 'lead.unrestricted',
  confirm: 'delivery.confirmed',
  release: 'lead.released',
  route: 'lead.routed',
  reject: 'lead.rejected',
  simulate: 'leads.simulated',
};

export interface AccessFilter {
  lead?: string | undefined;
  sinceMs?: number | undefined;
}

type AccessRow = {
  number: number;
  at: number;
  key: string;
  role: AccessEntry['role'];
  action: AccessEntry['action'];
  lead: number | null;
  lead_nonce: number | null;
  reason: string;
};

export class AccessLog extends RpcTarget {
  readonly #context: TenantContext;
  readonly #audit: AuditLog;

  constructor(context: TenantContext, audit: AuditLog) {
    super();
    this.#context = context;
    this.#audit = audit;
  }

  add(actor: Accessor, action: AccessEntry['action'], lead: number | null, reason: string): void {
    this.#row(actor, action, lead, reason);
    this.#audit.add(actor, {
      type: auditTypes[action],
      concerns: lead === null ? undefined : leadIdAt(this.#context, lead),
    });
  }

  /** Many read by one call. The audit log tells of the call: of a file of leads as `leads.exported`, by its own route. */
  addEach(actor: Accessor, action: 'events' | 'reveal', leads: readonly number[], reason: string): void {
    for (const lead of leads) this.#row(actor, action, lead, reason);
    if (action === 'events' && leads.length > 0)
      this.#audit.add(actor, { type: auditTypes.events, after: { leads: leads.length } });
  }

  #row(actor: Accessor, action: AccessEntry['action'], lead: number | null, reason: string): void {
    this.#context.sql.exec(
      'INSERT INTO access_log (at, key, role, action, lead, reason) VALUES (?, ?, ?, ?, ?, ?)',
      this.#context.now(),
      actor.key,
      actor.role,
      action,
      lead,
      reason,
    );
  }

  /** Newest first, below a cursor; of one lead, or since a time. */
  list(filter: AccessFilter, limit: number, before: number): AccessEntry[] {
    const lead = filter.lead === undefined ? null : (seqOfLead(this.#context, filter.lead) ?? -1);
    return allRows<AccessRow>(
      this.#context.sql,
      `SELECT access_log.*, leads.nonce AS lead_nonce FROM access_log LEFT JOIN leads ON leads.seq = access_log.lead
       WHERE number < ?1 AND (?2 IS NULL OR lead = ?2) AND (?3 IS NULL OR at >= ?3)
       ORDER BY number DESC LIMIT ?4`,
      before,
      lead,
      filter.sinceMs ?? null,
      limit,
    ).map((row) => ({
      number: row.number,
      at: timeText(row.at),
      key: row.key,
      role: row.role,
      action: row.action,
      ...(row.lead === null || row.lead_nonce === null
        ? {}
        : { lead: leadId(this.#context, { seq: row.lead, nonce: row.lead_nonce }) }),
      reason: row.reason,
    }));
  }
}
