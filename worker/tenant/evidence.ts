/** Owns what of a lead goes into an evidence file, as stored: sealed records, leaves, proofs, deliveries; must not open a record. */
import { RpcTarget } from 'cloudflare:workers';
import type { PublishedForm } from '../../contract/form.ts';
import type { PublishedNotice } from '../../contract/notice.ts';
import { isRefusal, type Refusal, refuse } from '../../contract/problem.ts';
import { toBase64 } from '../encoding/bytes.ts';
import type { EvidenceDelivery, EvidenceFile } from '../ledger/evidence-file.ts';
import { type LogProof, parseProof } from '../ledger/tlog-proof.ts';
import { Pace } from '../pacing/pace.ts';
import type { Envelope } from '../sealing/envelope.ts';
import type { AccessLog } from './access-log.ts';
import type { TenantContext } from './context.ts';
import { type DecisionStore, decisionContext } from './decisions.ts';
import type { DeliveryStore } from './delivery/deliveries.ts';
import type { FormStore } from './forms.ts';
import type { Actor } from './keys.ts';
import { evidenceContext, leadContext } from './lead-content.ts';
import { envelopeOf, evidenceOf, type LeadRow, type LeadStore } from './leads.ts';
import type { LedgerStore } from './log/ledger-store.ts';
import { rolloversTo } from './log/log-identity.ts';
import type { LogStore } from './log/log-store.ts';
import { controllerOf } from './profile.ts';
import { recipientOf } from './recipients.ts';
import { bytesOf, timeText } from './rows.ts';

/** An evidence file whose records are still sealed. */
export interface SealedEvidence
  extends Omit<EvidenceFile, 'v' | 'type' | 'generatedAt' | 'lead' | 'decisions'> {
  lead: Omit<EvidenceFile['lead'], 'erased'>;
  decisions: Omit<EvidenceFile['decisions'][number], 'record' | 'salt'>[];
  /** Records of the decisions that came with the form, in their order; null once erased. */
  first: { count: number; envelope: Envelope | null; context: string };
  /** One record for each decision after those, in their order. */
  later: { envelopes: (Envelope | null)[]; context: string };
}

export interface Evidencing {
  leads: LeadStore;
  decisions: DecisionStore;
  deliveries: DeliveryStore;
  forms: FormStore;
  ledger: LedgerStore;
  log: LogStore;
  accessLog: AccessLog;
}

/** More than any lead has: destinations are few, events of a lead too. */
const maxDeliveries = 1000;
/** What reading one with its attempts costs, measured against reading a character. */
const deliveryCost = 200;

export class EvidenceStore extends RpcTarget {
  readonly #context: TenantContext;
  readonly #stores: Evidencing;

  constructor(context: TenantContext, stores: Evidencing) {
    super();
    this.#context = context;
    this.#stores = stores;
  }

  /** The evidence of a lead, erased or not. Who asked and what for is written before anything is handed out. */
  async read(id: string, actor: Actor, reason: string, publicUrl: string): Promise<SealedEvidence | Refusal> {
    const row = this.#stores.leads.rowOf(id);
    if (row === undefined) return refuse('not_found');
    this.#stores.accessLog.add(actor, 'evidence', row.seq, reason);
    return this.#context.lane.run(() => this.#gather(id, row, publicUrl));
  }

  /** A few entries and deliveries at a time: a lead may have hundreds of either. */
  async #gather(id: string, row: LeadRow, publicUrl: string): Promise<SealedEvidence | Refusal> {
    const pace = new Pace();
    const proven = await this.#proven(row, publicUrl, pace);
    if (isRefusal(proven)) return proven;
    const deliveries = await this.#deliveries(id, pace);
    const { decided, inclusions, log } = proven;
    const profile = this.#context.profile();
    const attribution = this.#stores.leads.attribution(row);
    return {
      tenant: { id: profile.id, ...controllerOf(profile) },
      lead: { id, createdAt: timeText(row.created_at) },
      form: this.#form(row),
      notices: textsOf(decided.map(({ notice }) => notice)),
      decisions: inclusions.map(({ index, path }) => ({
        leaf: this.#leaf(index),
        index,
        proof: path.map(toBase64),
      })),
      first: { count: row.entries, ...this.#firstRecords(row) },
      later: {
        envelopes: this.#stores.decisions.records(row.seq).map(({ envelope }) => envelope),
        context: decisionContext(profile.id, id),
      },
      log,
      deliveries,
      attribution: {
        model: attribution.model,
        reason: attribution.reason,
        ...(attribution.credited === undefined ? {} : { credited: attribution.credited }),
        chain: attribution.chain,
      },
    };
  }

  /** Every decision, each proven against one and the same checkpoint. */
  async #proven(row: LeadRow, publicUrl: string, pace: Pace) {
    const { log, decisions } = this.#stores;
    // Signs what is new.
    const [checkpoint, [key = '']] = [await log.checkpoint(publicUrl), await log.keys(publicUrl)];
    if (isRefusal(checkpoint)) return checkpoint;
    const decided = decisions.all(row);
    const entries = decided.map(({ entry }) => entry);
    const proven = await log.inclusions(entries, publicUrl, pace);
    if (isRefusal(proven)) return proven;
    const inclusions = proven.map(({ proof, index }): LogProof => {
      const read = parseProof(proof);
      if (read === null) throw new Error(`the log proves no entry ${index}`);
      return read;
    });
    const note = inclusions[0]?.checkpoint ?? checkpoint.note;
    return {
      decided,
      inclusions,
      log: { key, checkpoint: note, rollovers: rolloversTo(this.#context, key) },
    };
  }

  #form(row: LeadRow): PublishedForm {
    const form = this.#stores.forms.version(row.form, row.form_version);
    if (form === undefined) throw new Error('a lead names a form version that is not there');
    return form;
  }

  /** Sealed apart from the values, or with them in leads from before records had a key of their own. */
  #firstRecords(row: LeadRow): { envelope: Envelope | null; context: string } {
    const apart = evidenceOf(row);
    const contextOf = apart === null ? leadContext : evidenceContext;
    return {
      envelope: apart ?? envelopeOf(row),
      context: contextOf(this.#context.profile().id, bytesOf(row.submission)),
    };
  }

  #leaf(index: number): string {
    const entry = this.#stores.ledger.entry(index);
    if (entry === undefined) throw new Error(`the ledger has no entry ${index}`);
    return entry.leaf;
  }

  /** Oldest event first. */
  async #deliveries(lead: string, pace: Pace): Promise<EvidenceDelivery[]> {
    const { deliveries } = this.#stores;
    const last = { event: Number.MAX_SAFE_INTEGER, destination: 0 };
    const told: EvidenceDelivery[] = [];
    for (const view of deliveries.list({ lead }, maxDeliveries, last).reverse()) {
      const { id, type, recipient, destination, state, reason } = view;
      told.push({
        type,
        recipient,
        legalName: recipientOf(this.#context, recipient)?.legalName ?? recipient,
        destination,
        // The file has no word for one that is off: the delivery waits.
        state: state === 'held' ? 'pending' : state,
        ...(reason === undefined ? {} : { reason }),
        attempts: (deliveries.get(id)?.attempts ?? []).map(({ at, outcome, status, reason: why }) => ({
          at,
          outcome,
          ...(status === undefined ? {} : { status }),
          ...(why === undefined ? {} : { reason: why }),
        })),
      });
      await pace.spend(deliveryCost);
    }
    return told;
  }
}

/** Each text once, in the order of the first decision on it. */
function textsOf(notices: readonly PublishedNotice[]): PublishedNotice[] {
  return [...new Map(notices.map((notice) => [notice.digest, notice])).values()];
}
