/** Owns the tenant's event feed, in one order over leads and later facts; must not open a lead. */
import { RpcTarget } from 'cloudflare:workers';
import type { AuthorisationTerms } from '../../contract/authorisation.ts';
import type { ConsentEntry, EventType } from '../../contract/event.ts';
import type { AccessLog } from './access-log.ts';
import type { AuthorisationStore } from './authorisation/authorisations.ts';
import type { TenantContext } from './context.ts';
import type { DecisionStore } from './decisions.ts';
import { type DataOfNoLead, dataOf } from './delivery/about-no-lead.ts';
import type { Actor } from './keys.ts';
import type { LeadStore, SealedLead } from './leads.ts';
import type { OutcomeFact } from './outcomes/outcome-rows.ts';
import { eventId } from './public-ids.ts';
import { allRows, timeText } from './rows.ts';
import { noLead } from './sequence.ts';

interface FeedFact {
  seq: number;
  id: string;
  type: EventType;
  at: string;
}

/** An event about no lead: a tree of links, a destination, the day's codes. */
export interface TenantItem extends FeedFact {
  lead: null;
  data: DataOfNoLead;
}

export interface LeadItem extends FeedFact {
  lead: SealedLead;
  /** The decision that it tells of. */
  consent?: ConsentEntry;
  /** The authorisation that it tells of. */
  authorisation?: AuthorisationTerms;
  /** What was reported of the lead. */
  outcome?: OutcomeFact;
}

export type FeedItem = LeadItem | TenantItem;

type EventRow = {
  seq: number;
  nonce: number;
  type: EventType;
  lead: number;
  at: number;
  entry: number | null;
  authorisation: number | null;
};

export class EventFeed extends RpcTarget {
  readonly #context: TenantContext;
  readonly #leads: LeadStore;
  readonly #accessLog: AccessLog;
  readonly #decisions: DecisionStore;
  readonly #authorisations: AuthorisationStore;

  constructor(
    context: TenantContext,
    leads: LeadStore,
    accessLog: AccessLog,
    decisions: DecisionStore,
    authorisations: AuthorisationStore,
  ) {
    super();
    this.#context = context;
    this.#leads = leads;
    this.#accessLog = accessLog;
    this.#decisions = decisions;
    this.#authorisations = authorisations;
  }

  /** Events after a number, oldest first. The leads in it are about to be read in clear, so the reading is logged. */
  after(seq: number, limit: number, actor: Actor): FeedItem[] {
    const rows = allRows<EventRow>(
      this.#context.sql,
      `SELECT * FROM (SELECT seq, nonce, 'lead.created' AS type, seq AS lead, created_at AS at, NULL AS entry,
                        NULL AS authorisation FROM leads
                      WHERE seq > ?1 ORDER BY seq LIMIT ?2)
       UNION ALL
       SELECT * FROM (SELECT seq, nonce, type, lead, at, entry, authorisation FROM events WHERE seq > ?1 ORDER BY seq LIMIT ?2)
       ORDER BY seq LIMIT ?2`,
      seq,
      limit,
    );
    const read: number[] = [];
    const items = rows.flatMap((row): FeedItem[] => {
      const fact = {
        seq: row.seq,
        id: eventId(this.#context, row),
        type: row.type,
        at: timeText(row.at),
      };
      const data = row.lead === noLead ? dataOf(this.#context, row.seq) : null;
      if (data !== null) return [{ ...fact, lead: null, data }];
      const lead = this.#leads.at(row.lead);
      if (lead === null) return [];
      const outcome = lead.outcomes.find(({ event }) => event === row.seq);
      const hasValues = row.type === 'lead.created' || row.type === 'lead.corrected';
      const isClear = hasValues ? lead.envelope !== null : outcome !== undefined && outcome.note !== null;
      if (isClear && lead.restrictedAt === null) read.push(row.lead);
      return [{ ...fact, lead, ...this.#later(row), ...(outcome === undefined ? {} : { outcome }) }];
    });
    this.#accessLog.addEach(actor, 'events', read, 'event feed');
    return items;
  }

  #consent(lead: number, entry: number): Pick<LeadItem, 'consent'> {
    const row = this.#leads.row(lead);
    const [consent] = row === undefined ? [] : this.#leads.told(row, [this.#decisions.read(entry)]);
    return consent === undefined ? {} : { consent };
  }

  #later({ type, lead, entry, authorisation }: EventRow): Pick<LeadItem, 'consent' | 'authorisation'> {
    return {
      ...(entry === null ? {} : this.#consent(lead, entry)),
      ...(authorisation === null ? {} : { authorisation: this.#authorisations.terms(authorisation, type) }),
    };
  }
}
