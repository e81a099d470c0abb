/** Owns every decision of a lead, read from the ledger, and the rows of those made later; must not judge who may decide. */

import type { ConsentEntry } from '../../contract/event.ts';
import type { PublishedNotice } from '../../contract/notice.ts';
import type { RecordedDecision } from '../../contract/submission.ts';
import { toBase64Url } from '../encoding/bytes.ts';
import type { Envelope } from '../sealing/envelope.ts';
import type { TenantContext } from './context.ts';
import type { EnteredLead, LedgerStore, StoredEntry } from './log/ledger-store.ts';
import type { NoticeStore } from './notices.ts';
import { shredDecisionKey, shredDecisions } from './rekeying/shred.ts';
import { allRows, blobOf, bytesOf } from './rows.ts';
import type { Sql } from './sql.ts';

export interface StoredDecision {
  notice: PublishedNotice;
  decision: RecordedDecision;
  at: string;
  /** Number of its ledger entry. */
  entry: number;
  /** The entry's leaf data, without personal data. */
  leaf: string;
  leafHash: Uint8Array;
}

/** A later decision's record, sealed; the ones made with the lead are sealed with it. */
export interface SealedRecord {
  entry: number;
  envelope: Envelope | null;
}

/** The context that a later decision's record is sealed under: its lead, so that no envelope fits another's. */
export function decisionContext(tenant: string, lead: string): string {
  return `decision/${tenant}/${lead}`;
}

export class DecisionStore {
  readonly #context: TenantContext;
  readonly #notices: NoticeStore;
  readonly #ledger: LedgerStore;

  constructor(context: TenantContext, notices: NoticeStore, ledger: LedgerStore) {
    this.#context = context;
    this.#notices = notices;
    this.#ledger = ledger;
  }

  /** Every decision in its order. */
  all(lead: EnteredLead): StoredDecision[] {
    return this.#decisionsOf([lead])[0] ?? [];
  }

  /** What holds now: the last decision on each notice, in the order of the first. */
  current(lead: EnteredLead): StoredDecision[] {
    return lastOnEach(this.all(lead));
  }

  /** What holds now of each lead, read at once. */
  currentOfEach(leads: readonly EnteredLead[]): StoredDecision[][] {
    return this.#decisionsOf(leads).map(lastOnEach);
  }

  #decisionsOf(leads: readonly EnteredLead[]): StoredDecision[][] {
    return this.#ledger.entriesOf(leads).map((entries, at) => {
      if (entries.length < (leads[at]?.entries ?? 0)) throw new Error('the ledger lacks entries of a lead');
      return entries.map((entry) => this.#decisionIn(entry));
    });
  }

  /** @throws for a number that no entry has */
  read(number: number): StoredDecision {
    const entry = this.#ledger.entry(number);
    if (entry === undefined) throw new Error(`the ledger has no entry ${number}`);
    return this.#decisionIn(entry);
  }

  #decisionIn({ number, leaf: data, leafHash }: StoredEntry): StoredDecision {
    const leaf: { at: string; notice: { id: string; version: number }; decision: RecordedDecision } =
      JSON.parse(data);
    const notice = this.#notices.get(leaf.notice.id, leaf.notice.version);
    if (notice === undefined) throw new Error('the ledger names a notice that is not there');
    return { notice, decision: leaf.decision, at: leaf.at, entry: number, leaf: data, leafHash };
  }

  /** Appends a later decision to the ledger, inside the caller's transaction. */
  append(lead: number, leaf: string, envelope: Envelope): number {
    const { first } = this.#ledger.append([leaf]);
    this.#context.sql.exec(
      'INSERT INTO decisions (entry, lead, key_id, wrapped_key, sealed) VALUES (?, ?, ?, ?, ?)',
      first,
      lead,
      envelope.keyId,
      blobOf(envelope.wrappedKey),
      blobOf(envelope.sealed),
    );
    return first;
  }

  /** The sealed records of a lead's later decisions, in their order; without envelopes once it is erased. */
  records(lead: number): SealedRecord[] {
    return allRows<{
      entry: number;
      key_id: string | null;
      wrapped_key: ArrayBuffer | null;
      sealed: ArrayBuffer | null;
    }>(
      this.#context.sql,
      'SELECT entry, key_id, wrapped_key, sealed FROM decisions WHERE lead = ? ORDER BY entry',
      lead,
    ).map(({ entry, key_id: keyId, wrapped_key: wrapped, sealed }) => ({
      entry,
      envelope:
        keyId === null || wrapped === null || sealed === null
          ? null
          : { keyId, wrappedKey: bytesOf(wrapped), sealed: bytesOf(sealed) },
    }));
  }

  /** Destroys the keys, records and salts of a lead's later decisions; their entries stay. */
  forget(lead: number): void {
    forgetDecisions(this.#context.sql, lead);
  }

  /** Puts a record's key, wrapped anew, in the place of the one it was read with; not where it has died meanwhile. */
  rewrapped(entry: number, keyId: string, wrappedKey: Uint8Array): void {
    this.#context.storage.transactionSync(() => {
      shredDecisionKey(this.#context.sql, entry);
      this.#context.sql.exec(
        'UPDATE decisions SET key_id = ?, wrapped_key = ? WHERE entry = ? AND wrapped_key IS NOT NULL',
        keyId,
        blobOf(wrappedKey),
        entry,
      );
    });
  }
}

function lastOnEach(decisions: readonly StoredDecision[]): StoredDecision[] {
  const last = new Map<string, StoredDecision>();
  for (const one of decisions) last.set(one.notice.id, one);
  return [...last.values()];
}

/** Destroys the keys, records and salts of a lead's later decisions, in the caller's transaction; their entries stay. */
export function forgetDecisions(sql: Sql, lead: number): void {
  shredDecisions(sql, lead);
  sql.exec('UPDATE decisions SET key_id = NULL, wrapped_key = NULL, sealed = NULL WHERE lead = ?', lead);
}

/** A decision as receivers and pages see it. */
export function consentEntry({ notice, decision, at, entry, leafHash }: StoredDecision): ConsentEntry {
  return {
    notice: notice.id,
    version: notice.version,
    digest: notice.digest,
    kind: notice.kind,
    decision,
    at,
    recipients: notice.recipients ?? [],
    entry: { index: entry, leafHash: toBase64Url(leafHash) },
  };
}
