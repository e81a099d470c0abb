/** Owns sealing one stored lead anew under the active master key; must not hand out what it opens. */
import { isRefusal, type Refusal, refuse } from '../../../contract/problem.ts';
import type { SaltedRecord } from '../../ledger/leaf.ts';
import { rewrap, seal, unseal } from '../../sealing/envelope.ts';
import { keyedDigests, type TenantKeys } from '../../sealing/tenant-keys.ts';
import type { TenantContext } from '../context.ts';
import { type DecisionStore, decisionContext } from '../decisions.ts';
import type { FormStore } from '../forms.ts';
import { evidenceContext, type LeadContent, type LeadEvidence, leadContext } from '../lead-content.ts';
import { fingerprintText, phoneOf } from '../lead-digests.ts';
import { envelopeOf, evidenceOf, type LeadRow, type LeadStore } from '../leads.ts';
import { noteContext, notesOf, rewrapNote } from '../outcomes/outcome-rows.ts';
import { movePhone } from '../phone-digests.ts';
import { leadIdAt } from '../public-ids.ts';
import { blobOf, bytesOf, firstRow } from '../rows.ts';
import { shred } from './shred.ts';

export interface ResealStores {
  leads: LeadStore;
  decisions: DecisionStore;
  forms: FormStore;
}

/** The cells of a lead that depend on a master key. */
interface SealedCells {
  wrappedKey: Uint8Array | null;
  sealed: Uint8Array | null;
  evidenceKey: Uint8Array | null;
  evidence: Uint8Array | null;
  phoneKey: Uint8Array | null;
  fingerprint: Uint8Array;
}

/** The new key of an outcome's note, by the outcome's event. */
interface RewrappedNote {
  event: number;
  wrappedKey: Uint8Array;
}

/** The lead's row, all of it under the active master key and split, or why it can't be brought there. */
export type BringUp = (lead: number) => Promise<LeadRow | Refusal>;

export class Resealer {
  readonly #context: TenantContext;
  readonly #stores: ResealStores;

  constructor(context: TenantContext, stores: ResealStores) {
    this.#context = context;
    this.#stores = stores;
  }

  /** Whether a lead's values and records are still sealed as one. */
  isWhole(lead: number): boolean {
    const row = firstRow(
      this.#context.sql,
      'SELECT 1 FROM leads WHERE seq = ? AND wrapped_key IS NOT NULL AND evidence_key IS NULL',
      lead,
    );
    return row !== undefined;
  }

  /**
   * Seals one lead anew under the active key: its data keys wrapped, its index and fingerprint taken again while the
   * values live, its records sealed apart. `key_missing` changes nothing.
   */
  async reseal(lead: number): Promise<{ resealed: true } | Refusal> {
    const row = this.#stores.leads.row(lead);
    if (row === undefined || row.key_id === null) return { resealed: true };
    const keys = await this.#context.keys();
    const cells = await this.#cellsOf(row, keys);
    if (isRefusal(cells)) return cells;
    const notes = await this.#notesOf(row, keys);
    if (isRefusal(notes)) return notes;
    this.#context.storage.transactionSync(() => this.#write(row, cells, notes));
    return this.#rewrapDecisions(lead, keys);
  }

  /**
   * Before a part of a lead is sealed anew: the whole of it must be under the active key then, since one id stands for
   * all its cells. An erased lead has none.
   */
  async bringUp(lead: number): Promise<LeadRow | Refusal> {
    const { leads } = this.#stores;
    const row = leads.row(lead);
    const { activeKeyId } = this.#context;
    const isUp = row?.key_id == null || (row.key_id === activeKeyId && !this.isWhole(lead));
    const resealed = isUp ? null : await this.reseal(lead);
    if (isRefusal(resealed)) return resealed;
    return leads.row(lead) ?? refuse('not_found');
  }

  /** The records of later decisions keep their seal; only their keys are wrapped anew. */
  async #rewrapDecisions(lead: number, keys: TenantKeys): Promise<{ resealed: true } | Refusal> {
    const { activeKeyId } = this.#context;
    const context = decisionContext(this.#context.profile().id, leadIdAt(this.#context, lead));
    for (const { entry, envelope } of this.#stores.decisions.records(lead)) {
      if (envelope === null || envelope.keyId === activeKeyId) continue;
      const wrappedKey = await rewrap(keys, context, envelope);
      if (isRefusal(wrappedKey)) return wrappedKey;
      this.#stores.decisions.rewrapped(entry, activeKeyId, wrappedKey);
    }
    return { resealed: true };
  }

  /** The keys of what was noted of a lead's outcomes: they stand under the lead's own `key_id`, and move with it. */
  async #notesOf(lead: LeadRow, keys: TenantKeys): Promise<RewrappedNote[] | Refusal> {
    const context = noteContext(this.#context, lead);
    const notes: RewrappedNote[] = [];
    for (const { event, envelope } of notesOf(this.#context, lead.seq)) {
      const wrappedKey = await rewrap(keys, context, envelope);
      if (isRefusal(wrappedKey)) return wrappedKey;
      notes.push({ event, wrappedKey });
    }
    return notes;
  }

  async #cellsOf(row: LeadRow, keys: TenantKeys): Promise<SealedCells | Refusal> {
    const evidence = await this.#evidenceOf(row, keys);
    if (isRefusal(evidence)) return evidence;
    const { records: ownRecords, ...evidenceCells } = evidence;
    const envelope = envelopeOf(row);
    if (envelope === null) {
      const dead = { wrappedKey: null, sealed: null, phoneKey: null, fingerprint: new Uint8Array() };
      return { ...dead, ...evidenceCells };
    }
    const context = leadContext(this.#context.profile().id, bytesOf(row.submission));
    const content = await unseal<LeadContent>(keys, context, envelope);
    if (isRefusal(content)) return content;
    const { records, ...alone } = content;
    const digests = await this.#digestsOf(row, content, records ?? ownRecords, keys);
    if (records === undefined) {
      const wrappedKey = await rewrap(keys, context, envelope);
      if (isRefusal(wrappedKey)) return wrappedKey;
      return { wrappedKey, sealed: envelope.sealed, ...digests, ...evidenceCells };
    }
    const apart: LeadEvidence = { records };
    const [values, own] = await Promise.all([
      seal(keys, context, alone),
      seal(keys, evidenceContext(this.#context.profile().id, bytesOf(row.submission)), apart),
    ]);
    return {
      wrappedKey: values.wrappedKey,
      sealed: values.sealed,
      ...digests,
      evidenceKey: own.wrappedKey,
      evidence: own.sealed,
    };
  }

  async #evidenceOf(
    row: LeadRow,
    keys: TenantKeys,
  ): Promise<(Pick<SealedCells, 'evidenceKey' | 'evidence'> & LeadEvidence) | Refusal> {
    const envelope = evidenceOf(row);
    if (envelope === null) return { evidenceKey: null, evidence: null, records: [] };
    const context = evidenceContext(this.#context.profile().id, bytesOf(row.submission));
    const content = await unseal<LeadEvidence>(keys, context, envelope);
    if (isRefusal(content)) return content;
    const evidenceKey = await rewrap(keys, context, envelope);
    if (isRefusal(evidenceKey)) return evidenceKey;
    return { evidenceKey, evidence: envelope.sealed, records: content.records };
  }

  /** Taken of what the intake took them of: the first decisions, as the records tell them, whatever was decided later. */
  async #digestsOf(
    row: LeadRow,
    { values }: LeadContent,
    records: readonly SaltedRecord[],
    keys: TenantKeys,
  ): Promise<Pick<SealedCells, 'phoneKey' | 'fingerprint'>> {
    const form = this.#stores.forms.version(row.form, row.form_version);
    const phone = form === undefined ? undefined : phoneOf(form, values);
    const grants = records.slice(0, row.entries).map(({ record }) => ({
      notice: record.notice.id,
      version: record.notice.version,
      decision: record.decision,
      channels: record.channels,
    }));
    const [[fingerprint], [phoneKey]] = await Promise.all([
      keyedDigests([keys[0]], 'fingerprint', fingerprintText(row.form, values, grants)),
      phone === undefined ? [] : keyedDigests([keys[0]], 'phone', phone),
    ]);
    return { phoneKey: phoneKey ?? null, fingerprint: fingerprint ?? new Uint8Array() };
  }

  /** Unless the lead was erased, purged or resealed while its cells were being made: what died must not come back. */
  #write(before: LeadRow, cells: SealedCells, notes: readonly RewrappedNote[]): void {
    const row = this.#stores.leads.row(before.seq);
    if (row === undefined || !isSame(row.wrapped_key, before.wrapped_key)) return;
    if (!isSame(row.evidence_key, before.evidence_key)) return;
    shred(this.#context.sql, row.seq, 'both');
    for (const { event, wrappedKey } of notes) rewrapNote(this.#context.sql, event, wrappedKey);
    const blob = (bytes: Uint8Array | null) => (bytes === null ? null : blobOf(bytes));
    if (row.phone_key !== null && cells.phoneKey !== null && !isSame(row.phone_key, blobOf(cells.phoneKey))) {
      movePhone(this.#context, row.phone_key, blobOf(cells.phoneKey));
    }
    this.#context.sql.exec(
      `UPDATE leads SET key_id = ?, wrapped_key = ?, sealed = ?, evidence_key = ?, evidence = ?, phone_key = ?,
         fingerprint = ? WHERE seq = ?`,
      this.#context.activeKeyId,
      blob(cells.wrappedKey),
      blob(cells.sealed),
      blob(cells.evidenceKey),
      blob(cells.evidence),
      blob(cells.phoneKey),
      blobOf(cells.fingerprint),
      row.seq,
    );
  }
}

function isSame(a: ArrayBuffer | null, b: ArrayBuffer | null): boolean {
  if (a === null || b === null) return a === b;
  const [left, right] = [new Uint8Array(a), new Uint8Array(b)];
  return left.length === right.length && left.every((byte, at) => byte === right[at]);
}
