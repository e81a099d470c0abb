/** Owns later, named authorisations: asking for one, its page's opening, its end by time; must not judge a signature. */
import { RpcTarget } from 'cloudflare:workers';
import type { AuthorisationTerms, EndReason } from '../../../contract/authorisation.ts';
import { canBeSigned, meansFor, unfitForLater } from '../../../contract/authorisation.ts';
import type { EventType } from '../../../contract/event.ts';
import type { PublishedNotice } from '../../../contract/notice.ts';
import { type Refusal, refuse } from '../../../contract/problem.ts';
import { self } from '../../routing/recipients.ts';
import { addEvent } from '../add-event.ts';
import type { TenantContext } from '../context.ts';
import { attemptEndMs } from '../decide.ts';
import type { DeliveryStore } from '../delivery/deliveries.ts';
import type { DestinationStore } from '../destinations.ts';
import type { Actor } from '../keys.ts';
import { type LeadStore, unusableFor } from '../leads.ts';
import type { NoticeStore } from '../notices.ts';
import { readAuthorisationId, rowNamed } from '../public-ids.ts';
import { allRows, firstRow } from '../rows.ts';
import { UseLedger } from './authorisation-uses.ts';
import {
  type AuthorisationRow,
  type AuthorisationView,
  authorisationTerms,
  authorisationView,
} from './authorisation-view.ts';
import { handedBy } from './handed-by.ts';
import { insertAuthorisation } from './insert-authorisation.ts';
import { quietSeconds } from './refused-lately.ts';
import { documentOf } from './signed-document.ts';
import { meansOf } from './signing-means.ts';

export interface AuthorisationStores {
  notices: NoticeStore;
  leads: LeadStore;
  deliveries: DeliveryStore;
  destinations: DestinationStore;
  /** Destinations that an event is on its way to at this moment. */
  underWay: (event: number) => number[];
  /** Called when something new may be due. */
  onDue: () => void;
}

const dayMs = 86_400_000;
/** Of one lead, ended ones included: each adds decisions to its receipt and its evidence. */
const tooMany = { path: 'lead', code: 'too_many_authorisations', params: { max: 100 } };
const defaultExpiresInDays = 7;

export class AuthorisationStore extends RpcTarget {
  readonly #context: TenantContext;
  readonly #stores: AuthorisationStores;
  /** Null until it is asked. Most tenants never ask for one: their deliveries are spared a query each. None is deleted. */
  #hasAny: boolean | null = null;
  readonly uses: UseLedger;

  constructor(context: TenantContext, stores: AuthorisationStores) {
    super();
    this.#context = context;
    this.#stores = stores;
    this.uses = new UseLedger(context, (number) => this.end(number, 'used_up'));
  }

  row(number: number): AuthorisationRow | undefined {
    return firstRow<AuthorisationRow>(
      this.#context.sql,
      'SELECT * FROM authorisations WHERE number = ?',
      number,
    );
  }

  rowOf(id: string): AuthorisationRow | undefined {
    return rowNamed(readAuthorisationId(this.#context, id), (number) => this.row(number));
  }

  /** Those of a lead, oldest first. */
  rowsOf(lead: number): AuthorisationRow[] {
    return allRows<AuthorisationRow>(
      this.#context.sql,
      'SELECT * FROM authorisations WHERE lead = ? ORDER BY number',
      lead,
    );
  }

  /** The very text that it asks about. */
  noticeOf(row: AuthorisationRow): PublishedNotice {
    const notice = this.#stores.notices.get(row.notice, row.version);
    if (notice === undefined) throw new Error('an authorisation names a notice that is not there');
    return notice;
  }

  #view(row: AuthorisationRow): AuthorisationView {
    const uses = this.uses.count(row.number);
    return authorisationView(this.#context, row, this.noticeOf(row), uses, documentOf(this.#context, row));
  }

  /**
   * Asks for an authorisation on a lead. One that is open or holds on the same text is answered again; an open one on
   * an older version of it ends. `signing_unavailable` where its applicant could not sign one.
   */
  ask(
    lead: string,
    noticeId: string,
    actor: Actor,
    expiresInDays = defaultExpiresInDays,
  ): { asked: AuthorisationView; isNew: boolean } | Refusal {
    return this.#context.storage.transactionSync(() => {
      const { leads, notices } = this.#stores;
      const row = leads.rowOf(lead);
      if (row === undefined) return refuse('not_found');
      const unusable = unusableFor(row);
      if (unusable !== null) return refuse(unusable);
      const refusal = (path: string, code: string) => refuse('invalid_request', [{ path, code }]);
      const notice = notices.latest(noticeId);
      if (notice === undefined) return refusal('notice', 'unknown_notice');
      const unfit = unfitForLater(notice);
      if (unfit !== null) return refusal('notice', unfit);
      if (row.phone_key === null) return refusal('lead', 'lead_without_phone');
      const nowMs = this.#context.now();
      this.#endDue(nowMs);
      const all = this.rowsOf(row.seq);
      const earlier = all.filter((one) => one.notice === noticeId);
      const means = meansFor(notice.kind, meansOf(this.#context, row));
      const holds = earlier.some((one) => one.state === 'granted' && one.version === notice.version);
      // Nobody is sent a link that can only be refused.
      if (!canBeSigned(means) && !holds) return refuse('signing_unavailable');
      for (const one of earlier) {
        if (one.state !== 'open' && one.state !== 'granted') continue;
        if (one.version === notice.version) return { asked: this.#view(one), isNew: false };
        if (one.state === 'open') this.end(one.number, 'superseded');
      }
      const quiet = quietSeconds(earlier, nowMs);
      if (quiet > 0)
        return { ...refusal('notice', 'refused_lately'), refused: 'rate_limited', retryAfterSeconds: quiet };
      if (all.length >= tooMany.params.max) return refuse('invalid_request', [tooMany]);
      const recipient = notice.parties?.[0]?.id ?? '';
      const expiresMs = nowMs + expiresInDays * dayMs;
      const number = insertAuthorisation(this.#context, {
        lead: row.seq,
        notice,
        recipient,
        key: actor.key,
        nowMs,
        expiresMs,
      });
      this.#hasAny = true;
      this.#stores.onDue();
      const made = this.row(number);
      if (made === undefined) throw new Error('an authorisation that was just made is not there');
      return { asked: this.#view(made), isNew: true };
    });
  }

  get(id: string): AuthorisationView | null {
    this.run(this.#context.now());
    const row = this.rowOf(id);
    return row === undefined ? null : this.#view(row);
  }

  /** Those of a lead, oldest first; null for a lead that is not there. */
  list(lead: string): AuthorisationView[] | null {
    this.run(this.#context.now());
    const row = this.#stores.leads.rowOf(lead);
    return row === undefined ? null : this.rowsOf(row.seq).map((one) => this.#view(one));
  }

  /** Counts a use by a key of the tenant, see `UseLedger`. */
  use(id: string, use: string, recipient: string | undefined, actor: Actor) {
    return this.#context.storage.transactionSync(() => {
      const row = this.rowOf(id);
      if (row === undefined) return refuse('not_found');
      if (recipient !== undefined && recipient !== row.recipient) {
        return refuse('not_consented', [{ path: 'recipient', code: 'other_recipient' }]);
      }
      const taken = this.uses.take(row, use, actor.key, this.#context.now());
      this.#stores.onDue();
      if (typeof taken === 'string') return refuse(taken);
      return { ...taken, authorisation: this.#view(row) };
    });
  }

  /** When the next one ends by itself; null when none will. */
  nextDueMs(): number | null {
    const row = firstRow<{ at: number | null }>(
      this.#context.sql,
      'SELECT MIN(due_at) AS at FROM authorisations WHERE due_at IS NOT NULL',
    );
    return row?.at ?? null;
  }

  /** Ends what has run out by now and tells of it. */
  run(nowMs: number): void {
    const isDue = (this.nextDueMs() ?? Number.POSITIVE_INFINITY) <= nowMs;
    if (!isDue) return;
    this.#context.storage.transactionSync(() => this.#endDue(nowMs));
    this.#stores.onDue();
  }

  #endDue(nowMs: number): void {
    const due = allRows<AuthorisationRow>(
      this.#context.sql,
      'SELECT * FROM authorisations WHERE due_at <= ? ORDER BY due_at, number',
      nowMs,
    );
    for (const { number, state } of due)
      this.end(number, state === 'open' ? 'link_expired' : 'validity_passed');
  }

  /** Inside the caller's transaction: what is left of a lead's authorisations ends with its personal data. */
  leadErased(lead: number): void {
    for (const { number, state } of this.rowsOf(lead)) {
      if (state === 'open' || state === 'granted') this.end(number, 'lead_erased');
      this.#context.sql.exec('DELETE FROM e_signatures WHERE authorisation = ?', number);
    }
  }

  /** Inside the caller's transaction: a later decision on the notice took back what was granted. */
  withdrawn(lead: number, notice: string): void {
    this.#context.sql.exec(
      `UPDATE authorisations SET state = 'withdrawn', reason = NULL, due_at = NULL
       WHERE lead = ? AND notice = ? AND (state = 'granted' OR reason = 'used_up')`,
      lead,
      notice,
    );
  }

  /** Inside the caller's transaction: ends one and tells the tenant's own destinations, and the lender that had it. */
  end(number: number, reason: EndReason): void {
    const row = this.row(number);
    if (row === undefined) throw new Error('no such authorisation');
    const { deliveries, destinations, underWay } = this.#stores;
    // A link that ran out was never agreed to.
    const state = row.state === 'open' && reason !== 'lead_erased' ? 'expired' : 'lapsed';
    // A last use tells its number to the lender, who may still be about to make that query.
    const toLender = reason !== 'used_up';
    const nowMs = this.#context.now();
    this.#context.sql.exec(
      'UPDATE authorisations SET state = ?, reason = ?, due_at = NULL WHERE number = ?',
      state,
      reason,
      number,
    );
    const event = addEvent(this.#context, {
      type: `authorisation.${state}`,
      lead: row.lead,
      atMs: nowMs,
      authorisation: number,
    });
    const handed = handedBy(this.#context, row, this.noticeOf(row).kind);
    const arriving = handed.flatMap((one) => underWay(one));
    const reached = [...handed.flatMap((one) => deliveries.reached(one)), ...arriving];
    for (const { number: destination, recipient } of destinations.rows()) {
      const isLenders = toLender && recipient === row.recipient && reached.includes(destination);
      if (!isLenders && recipient !== self) continue;
      const dueMs = arriving.includes(destination) ? nowMs + attemptEndMs : nowMs;
      deliveries.add({ event, destination }, row.lead, dueMs);
    }
  }

  /** What an event tells of an authorisation. */
  terms(number: number, type: EventType, use?: number): AuthorisationTerms {
    const row = this.row(number);
    if (row === undefined) throw new Error('an event names an authorisation that is not there');
    const isEnd = type === 'authorisation.expired' || type === 'authorisation.lapsed';
    return authorisationTerms(this.#context, row, this.noticeOf(row), {
      ...(use === undefined ? {} : { use }),
      ...(isEnd && row.reason !== null ? { reason: row.reason } : {}),
    });
  }

  /** Ledger entries of a lead's grants that hold no more, their validity being over. */
  lapsedEntries(lead: number, nowMs: number): Set<number> {
    const over = this.#limitedOf(lead).filter(({ untilMs }) => untilMs <= nowMs);
    return new Set(over.flatMap(({ entry }) => entry ?? []));
  }

  /** When the next of them will hold no more; null where time alone changes nothing. */
  nextLapseMs(lead: number, nowMs: number): number | null {
    const later = this.#limitedOf(lead).flatMap(({ untilMs }) => (untilMs > nowMs ? [untilMs] : []));
    return later.length === 0 ? null : Math.min(...later);
  }

  #limitedOf(lead: number): { entry: number | null; untilMs: number }[] {
    this.#hasAny ??= firstRow(this.#context.sql, 'SELECT 1 FROM authorisations LIMIT 1') !== undefined;
    if (!this.#hasAny) return [];
    return this.rowsOf(lead).flatMap(({ entry, valid_until: untilMs }) =>
      untilMs === null ? [] : [{ entry, untilMs }],
    );
  }
}
