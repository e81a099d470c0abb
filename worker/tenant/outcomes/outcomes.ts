/** Owns recording what became of a lead, each report once, and sending a returned one on; must not know HTTP. */
import { RpcTarget } from 'cloudflare:workers';
import { isRefusal, type Refusal, refuse } from '../../../contract/problem.ts';
import { judgeOutcome, type OutcomeDraft, outcomeAtMs } from '../../outcomes/outcome-schema.ts';
import type { LeadFacts } from '../../routing/facts.ts';
import { type Envelope, seal, unseal } from '../../sealing/envelope.ts';
import { addEvent } from '../add-event.ts';
import type { TenantContext } from '../context.ts';
import type { DeliveryStore } from '../delivery/deliveries.ts';
import { stop } from '../delivery/settle.ts';
import type { DestinationStore } from '../destinations.ts';
import type { Actor } from '../keys.ts';
import type { LeadRow, LeadStore } from '../leads.ts';
import type { BringUp } from '../rekeying/resealer.ts';
import type { RerouteEnd, Rerouting } from '../routing/rerouting.ts';
import { blobOf } from '../rows.ts';
import {
  hasReturned,
  noteContext,
  noteContextOf,
  noteOf,
  type OutcomeFact,
  type OutcomeRow,
  outcomeFact,
  outcomeRow,
  outcomesOf,
  ownKey,
} from './outcome-rows.ts';

export interface RecordingStores {
  leads: LeadStore;
  destinations: DestinationStore;
  deliveries: DeliveryStore;
  rerouting: Rerouting;
  bringUp: BringUp;
  /** Tells which destinations an event is on its way to at this moment. */
  underWay: (event: number) => number[];
}

/** Ids are each reporter's own, so that no recipient learns of, or takes, another's. */
type Reporter = { source: typeof ownKey; key: string } | { source: number; key: null };

export interface Recorded {
  outcome: OutcomeFact;
  isReplay: boolean;
}

export class OutcomeStore extends RpcTarget {
  readonly #context: TenantContext;
  readonly #stores: RecordingStores;
  readonly #onDue: () => void;

  /** @param onDue called when something has become due to be sent */
  constructor(context: TenantContext, stores: RecordingStores, onDue: () => void) {
    super();
    this.#context = context;
    this.#stores = stores;
    this.#onDue = onDue;
  }

  /** All that was reported of a lead; null for one that is not there. */
  list(id: string): OutcomeFact[] | null {
    const row = this.#stores.leads.rowOf(id);
    return row === undefined ? null : outcomesOf(this.#context, row.seq);
  }

  /** As a key of the tenant's reports it. */
  record(lead: string, draft: OutcomeDraft, actor: Actor): Promise<Recorded | Refusal> {
    return this.#record(this.#stores.leads.rowOf(lead), draft, { source: ownKey, key: actor.key });
  }

  /**
   * As a destination reports it, of a lead that it was sent: any other is not there for it. Some report while they are
   * being sent it, before they have answered.
   */
  async report(destination: number, lead: string, draft: OutcomeDraft): Promise<Recorded | Refusal> {
    const { leads, deliveries, underWay } = this.#stores;
    const row = leads.rowOf(lead);
    const wasSent =
      row !== undefined && [...deliveries.reached(row.seq), ...underWay(row.seq)].includes(destination);
    return this.#record(wasSent ? row : undefined, draft, { source: destination, key: null });
  }

  async #record(
    row: LeadRow | undefined,
    draft: OutcomeDraft,
    reporter: Reporter,
  ): Promise<Recorded | Refusal> {
    if (row === undefined) return refuse('not_found');
    const known = outcomeRow(this.#context, reporter.source, draft.id);
    if (known !== undefined) return this.#again(known, row, draft);
    const findings = judgeOutcome(draft, row.created_at, this.#context.now());
    if (findings.length > 0) return refuse('invalid_request', findings);
    const note = draft.reason === undefined ? null : await this.#seal(row, draft.reason);
    if (isRefusal(note)) return note;
    const facts = draft.type === 'returned' ? await this.#stores.rerouting.facts(row.seq) : null;
    // Not an end: reported again once the key is there, it goes on.
    if (facts === 'key_missing') return refuse(facts);
    const event = this.#context.storage.transactionSync(() =>
      this.#insert(row.seq, draft, reporter, note, facts),
    );
    const recorded = outcomeRow(this.#context, reporter.source, draft.id);
    if (recorded === undefined) throw new Error('an outcome that was just recorded is not there');
    // Another call with the same id came first while the note was being sealed.
    if (event === null) return this.#again(recorded, row, draft);
    this.#onDue();
    return { outcome: outcomeFact(this.#context, recorded), isReplay: false };
  }

  /** Sealed while the lead's values live. Where they died the note is left out: what may name a person goes with them. */
  async #seal(row: LeadRow, reason: string): Promise<Envelope | null | Refusal> {
    if (row.wrapped_key === null) return null;
    const up = await this.#stores.bringUp(row.seq);
    if (isRefusal(up)) return up;
    return seal(await this.#context.keys(), noteContext(this.#context, row), reason);
  }

  /** The event's number, or null when the id is taken. */
  #insert(
    seq: number,
    draft: OutcomeDraft,
    reporter: Reporter,
    note: Envelope | null,
    facts: LeadFacts | RerouteEnd | null,
  ): number | null {
    const context = this.#context;
    const lead = this.#stores.leads.row(seq);
    if (lead === undefined || outcomeRow(context, reporter.source, draft.id) !== undefined) return null;
    const isAlive = note !== null && lead.key_id === note.keyId && lead.wrapped_key !== null;
    const nowMs = context.now();
    const event = addEvent(context, { type: 'lead.outcome', lead: seq, atMs: nowMs });
    const { rerouted, ended } = facts === null ? noRoute : this.#goOn(lead, reporter.source, facts);
    context.sql.exec(
      `INSERT INTO outcomes (event, lead, source, id, type, at, received_at, amount, note_key, note, key, rerouted, ended)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      event,
      seq,
      reporter.source,
      draft.id,
      draft.type,
      outcomeAtMs(draft, lead.created_at) ?? null,
      nowMs,
      draft.amount ?? null,
      isAlive ? blobOf(note.wrappedKey) : null,
      // Empty where there was one that could not be kept.
      draft.reason === undefined ? null : isAlive ? blobOf(note.sealed) : new ArrayBuffer(0),
      reporter.key,
      rerouted === null ? null : JSON.stringify(rerouted),
      ended,
    );
    return event;
  }

  /** Sends a returned lead on, inside the caller's transaction, unless it may go nowhere. */
  #goOn(
    { seq }: LeadRow,
    source: number,
    facts: LeadFacts | RerouteEnd,
  ): { rerouted: string[] | null; ended: string | null } {
    if (typeof facts === 'string') return { rerouted: null, ended: facts };
    // A recipient gives a lead back once: by telling it again it must not send the lead round.
    if (source !== ownKey && hasReturned(this.#context, seq, source)) {
      return { rerouted: null, ended: 'already_returned' };
    }
    // It has the lead, though its answer was lost: what it gave back is not sent to it again.
    if (source !== ownKey) {
      stop(this.#context, { event: seq, destination: source, lead: seq }, 'blocked', 'returned');
    }
    const next = this.#stores.rerouting.reroute(seq, facts, source === ownKey ? null : source);
    if ('ended' in next) return { rerouted: null, ended: next.ended };
    return { rerouted: this.#stores.destinations.idsOf(next.to), ended: null };
  }

  /** The stored answer to the same report; `outcome_conflict` when the id stands for another. */
  async #again(
    row: OutcomeRow,
    { seq, created_at: createdAtMs }: LeadRow,
    draft: OutcomeDraft,
  ): Promise<Recorded | Refusal> {
    const isSame =
      row.lead === seq &&
      row.type === draft.type &&
      row.amount === (draft.amount ?? null) &&
      row.at === (outcomeAtMs(draft, createdAtMs) ?? null) &&
      (row.note === null) === (draft.reason === undefined);
    if (!isSame) return refuse('outcome_conflict');
    const envelope = noteOf(row);
    if (envelope !== null) {
      const keys = await this.#context.keys();
      const reason = await unseal<string>(keys, noteContextOf(this.#context, row), envelope);
      if (isRefusal(reason)) return reason;
      if (reason !== draft.reason) return refuse('outcome_conflict');
    }
    return { outcome: outcomeFact(this.#context, row), isReplay: true };
  }
}

const noRoute = { rerouted: null, ended: null };
