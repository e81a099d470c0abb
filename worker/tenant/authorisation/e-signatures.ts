/** Owns what is under way at an e-signature provider for an authorisation: one flow at a time; must not call a provider. */
import { RpcTarget } from 'cloudflare:workers';
import type { SignedDocumentTerms, SignerTrait } from '../../../contract/authorisation.ts';
import { type Refusal, refuse } from '../../../contract/problem.ts';
import type { Presentation } from '../../../contract/submission.ts';
import type { AccessLog } from '../access-log.ts';
import type { TenantContext } from '../context.ts';
import type { Actor } from '../keys.ts';
import { type ClearSigner, clearSignerOf, type SignerStores } from './clear-signer.ts';
import { documentOf, type FlowRow, flowRow } from './signed-document.ts';

/** How the text was shown before the browser went to the provider: nothing of the person. */
export interface ShownBefore {
  presentation?: Presentation | undefined;
  confirmed?: SignerTrait[] | undefined;
  readingMs?: number | undefined;
}

/** A flow that may still be signed, or was. */
export interface StandingFlow {
  flow: string;
  provider: string;
  shown: ShownBefore;
}

/** Each costs the tenant a sum. */
const mostFlows = 5;
/** A beginning that broke half-way is tried again after this long. */
const beginningMs = 60_000;
/** A page that waits asks every few seconds; the provider is asked no more often than this. */
const betweenLooksMs = 2000;

export class ESignatureStore extends RpcTarget {
  readonly #context: TenantContext;
  readonly #stores: SignerStores & { accessLog: AccessLog };

  constructor(context: TenantContext, stores: SignerStores & { accessLog: AccessLog }) {
    super();
    this.#context = context;
    this.#stores = stores;
  }

  /** Who is to sign, in clear: for the provider alone. Null where the lead names nobody. */
  signer(id: string): Promise<ClearSigner | null> {
    return clearSignerOf(this.#context, this.#stores, id);
  }

  /** What is known of a signed document that somebody is about to be given; logged as read. Null where there is none. */
  documentToFetch(id: string, actor: Actor): SignedDocumentTerms | null {
    const row = this.#stores.authorisations.rowOf(id);
    const terms = row === undefined ? null : documentOf(this.#context, row);
    if (row !== undefined && terms !== null) this.#stores.accessLog.add(actor, 'evidence', row.lead, id);
    return terms;
  }

  /**
   * Notes that a flow is being begun, so that two taps begin one; or answers the one that stands. Nothing is begun for an
   * authorisation that is not open.
   */
  claim(id: string, provider: string, shown: ShownBefore): { standing: StandingFlow | null } | Refusal {
    return this.#context.storage.transactionSync(() => {
      const number = this.#openNumber(id);
      if (number === null) return refuse('link_gone');
      const nowMs = this.#context.now();
      const row = this.#flowRow(number);
      if (row?.flow !== null && row?.flow !== undefined) {
        return { standing: { flow: row.flow, provider: row.provider, shown: JSON.parse(row.shown) } };
      }
      const waitMs = row === undefined ? 0 : row.begun_at + beginningMs - nowMs;
      if (waitMs > 0) return { refused: 'rate_limited', retryAfterSeconds: Math.ceil(waitMs / 1000) };
      if ((row?.begun ?? 0) >= mostFlows) return refuse('signing_unavailable');
      this.#context.sql.exec(
        `INSERT INTO e_signatures (authorisation, provider, flow, begun, begun_at, shown) VALUES (?, ?, NULL, 1, ?, ?)
         ON CONFLICT (authorisation) DO UPDATE SET provider = excluded.provider, begun = begun + 1,
           begun_at = excluded.begun_at, shown = excluded.shown, asked_at = NULL`,
        number,
        provider,
        nowMs,
        JSON.stringify(shown),
      );
      return { standing: null };
    });
  }

  /** The flow that a claim led to; null where there is none, and another may be begun at once. */
  begun(id: string, flow: string | null): void {
    const number = this.#openNumber(id);
    if (number === null) return;
    this.#context.sql.exec(
      'UPDATE e_signatures SET flow = ?, begun_at = CASE WHEN ? IS NULL THEN 0 ELSE begun_at END WHERE authorisation = ?',
      flow,
      flow,
      number,
    );
  }

  /** What stands of it; `isSoon` when the provider was asked a moment ago, and need not be asked again. */
  look(id: string): { standing: StandingFlow; isSoon: boolean } | null {
    const number = this.#number(id);
    const row = number === null ? undefined : this.#flowRow(number);
    if (number === null || row === undefined || row.flow === null) return null;
    const nowMs = this.#context.now();
    const isSoon = row.asked_at !== null && nowMs - row.asked_at < betweenLooksMs;
    if (!isSoon) {
      this.#context.sql.exec('UPDATE e_signatures SET asked_at = ? WHERE authorisation = ?', nowMs, number);
    }
    return { standing: { flow: row.flow, provider: row.provider, shown: JSON.parse(row.shown) }, isSoon };
  }

  /** Nothing more comes of a flow: another may be begun. */
  ended(id: string, flow: string): void {
    const number = this.#number(id);
    if (number === null) return;
    this.#context.sql.exec(
      'UPDATE e_signatures SET flow = NULL, begun_at = 0 WHERE authorisation = ? AND flow = ? AND signed IS NULL',
      number,
      flow,
    );
  }

  /** The flow of an authorisation by its number, whatever became of it. */
  flowOf(number: number): string | null {
    return this.#flowRow(number)?.flow ?? null;
  }

  /** Inside the caller's transaction. */
  signed(number: number, document: SignedDocumentTerms): void {
    this.#context.sql.exec(
      'UPDATE e_signatures SET signed = ? WHERE authorisation = ?',
      JSON.stringify(document),
      number,
    );
  }

  #number(id: string): number | null {
    return this.#stores.authorisations.rowOf(id)?.number ?? null;
  }

  #openNumber(id: string): number | null {
    const row = this.#stores.authorisations.rowOf(id);
    return row?.state === 'open' ? row.number : null;
  }

  #flowRow(number: number): FlowRow | undefined {
    return flowRow(this.#context, number);
  }
}
