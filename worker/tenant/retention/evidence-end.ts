/** Owns the death of evidence and records of provision after their years; the ledger's entries stay and must not be touched. */
import { addYears, dayMs, dueFor, evidenceEndMs } from '../../retention/due.ts';
import type { TenantContext } from '../context.ts';
import { forgetDecisions } from '../decisions.ts';
import { shred } from '../rekeying/shred.ts';
import { forgetTraces } from '../routing/forget-traces.ts';
import { allRows, firstRow } from '../rows.ts';
import { readMark, setMark, type Task } from './housekeeping.ts';
import { factsOf } from './lead-facts.ts';

const batch = 50;

/**
 * Each lead is looked at once its acceptance is as many years old; where a later fact (a delivery, a withdrawal, an
 * erasure) makes the evidence live longer, `evidence_from` says from when, and it is looked at again.
 */
export class EvidenceEnd implements Task {
  readonly #context: TenantContext;

  constructor(context: TenantContext) {
    this.#context = context;
  }

  nextDueMs(): number | null {
    const [first] = this.#unseen(1);
    const kept = firstRow<{ at: number | null }>(
      this.#context.sql,
      'SELECT MIN(evidence_from) AS at FROM leads WHERE evidence_from IS NOT NULL',
    )?.at;
    const dues = [first?.created_at, kept].filter((at) => at != null).map((at) => this.#yearsAfter(at));
    return dues.length === 0 ? null : Math.min(...dues);
  }

  step(): boolean {
    const context = this.#context;
    const nowMs = context.now();
    const isOld = (at: number) => this.#yearsAfter(at) <= nowMs;
    return context.storage.transactionSync(() => {
      const unseen = this.#unseen(batch);
      const young = unseen.findIndex((row) => !isOld(row.created_at));
      const seen = young < 0 ? unseen : unseen.slice(0, young);
      const kept = allRows<{ seq: number; evidence_from: number }>(
        context.sql,
        `SELECT seq, evidence_from FROM leads WHERE evidence_from IS NOT NULL ORDER BY evidence_from LIMIT ${batch}`,
      ).filter((row) => isOld(row.evidence_from));
      for (const { seq } of [...kept, ...seen]) this.#look(seq, nowMs);
      const last = seen.at(-1);
      if (last !== undefined) setMark(context, 'evidence_through', last.seq);
      return seen.length === batch || kept.length === batch;
    });
  }

  #yearsAfter(at: number): number {
    return addYears(at, this.#context.profile().settings.retention.evidenceYears);
  }

  #unseen(limit: number): { seq: number; created_at: number }[] {
    return allRows(
      this.#context.sql,
      'SELECT seq, created_at FROM leads WHERE seq > ? ORDER BY seq LIMIT ?',
      readMark(this.#context, 'evidence_through'),
      limit,
    );
  }

  #look(lead: number, nowMs: number): void {
    const facts = factsOf(this.#context, lead);
    if (facts === null) return;
    const { retention } = this.#context.profile().settings;
    if (dueFor(facts, retention, nowMs) === 'evidence') {
      this.#strip(lead);
      return;
    }
    const isKept = facts.hasEvidence || facts.hasValues;
    // What is kept although its years are over waits for its values to die: it is looked at again tomorrow.
    const isOverdue = evidenceEndMs(facts, retention) <= nowMs;
    const fromMs = isOverdue ? addYears(nowMs + dayMs, -retention.evidenceYears) : facts.lastFactAtMs;
    this.#context.sql.exec('UPDATE leads SET evidence_from = ? WHERE seq = ?', isKept ? fromMs : null, lead);
  }

  /** Leaves what the ledger and the counts of links need, and the states of deliveries: none of it is about a person. */
  #strip(lead: number): void {
    const { sql } = this.#context;
    shred(sql, lead, 'evidence');
    forgetDecisions(sql, lead);
    forgetTraces(sql, lead);
    sql.exec(
      `UPDATE leads SET key_id = NULL, evidence_key = NULL, evidence = NULL, phone_key = NULL, duplicate_of = NULL,
         fingerprint = x'', flags = '[]', share_code = NULL, evidence_from = NULL WHERE seq = ?`,
      lead,
    );
    sql.exec(
      'DELETE FROM attempts WHERE event IN (SELECT ?1 UNION ALL SELECT seq FROM events WHERE lead = ?1)',
      lead,
    );
  }
}
