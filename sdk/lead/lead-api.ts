/** Owns the lead page's calls to the server, with the key as a header and nowhere else; must not draw or keep anything. */
import type { ReportedOutcome } from '../../contract/outcome.ts';
import { request } from '../send/request.ts';
import {
  type Delivery,
  isDelivery,
  isLead,
  isOutcome,
  itemsOf,
  type Lead,
  type Naming,
  namingOf,
} from './shapes.ts';

const statusFailures: Record<number, string> = {
  0: 'offline',
  401: 'signed_out',
  403: 'no_right',
  404: 'not_found',
  422: 'refused',
  429: 'busy',
};
/** Problems that say more than their status, by code. */
const told = new Set(['lead_erased', 'lead_purged', 'lead_restricted', 'outcome_conflict', 'key_missing']);

export class LeadFailure extends Error {
  /** A name that `failureWords` has words for. */
  readonly failure: string;
  constructor(failure: string) {
    super(failure);
    this.failure = failure;
  }
}

/** What failed, of anything thrown. */
export function failureOf(thrown: unknown): string {
  return thrown instanceof LeadFailure ? thrown.failure : 'failed';
}

export interface Opened {
  lead: Lead;
  deliveries: Delivery[];
  /** Null where the server takes none. */
  outcomes: ReportedOutcome[] | null;
  naming: Naming | null;
}

export type NewOutcome = Pick<ReportedOutcome, 'id' | 'type' | 'amount' | 'reason'>;

/** What is done about a dead delivery: it is sent again, or a person says that they have told its recipient. */
export type Settling = 'replay' | 'confirm';

export class LeadApi {
  readonly #tenant: string;
  readonly #lead: string;
  readonly #token: string;

  constructor(tenant: string, lead: string, token: string) {
    this.#tenant = tenant;
    this.#lead = lead;
    this.#token = token;
  }

  async #call(path: string, body?: unknown, isPost = body !== undefined): Promise<unknown> {
    const answer = await request(path, {
      method: isPost ? 'POST' : 'GET',
      cache: 'no-store',
      headers: {
        Authorization: `Bearer ${this.#token}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      body: JSON.stringify(body),
    });
    const { status = 0, body: said }: { status?: number; body?: unknown } = Object(answer);
    if (status > 0 && status < 400) return said;
    const code = String(Object(said).code);
    throw new LeadFailure(told.has(code) ? code : statusFailures[status] || 'failed');
  }

  get #path(): string {
    return `/v1/leads/${this.#lead}`;
  }

  /** Everything that the page shows. @throws LeadFailure */
  async open(): Promise<Opened> {
    // First and alone: whoever may not read the lead is told so before anything else is asked.
    const lead = await this.#call(this.#path);
    if (!isLead(lead)) throw new LeadFailure('failed');
    const [deliveries, outcomes, bundle] = await Promise.all([
      this.#call(`/v1/deliveries?limit=200&lead=${this.#lead}`),
      this.#call(`${this.#path}/outcomes`).catch(ifMissing),
      this.#call(`/v1/t/${this.#tenant}/forms/${lead.form}`).catch(ifMissing),
    ]);
    return {
      lead,
      deliveries: itemsOf(deliveries, isDelivery) ?? [],
      outcomes: itemsOf(outcomes, isOutcome),
      naming: namingOf(bundle),
    };
  }

  /** The lead in clear, once the reason is logged. @throws LeadFailure */
  async reveal(reason: string): Promise<Lead> {
    const lead = await this.#call(`${this.#path}/reveal`, { reason });
    if (!isLead(lead)) throw new LeadFailure('failed');
    return lead;
  }

  /** @throws LeadFailure */
  async settle(delivery: string, how: Settling): Promise<void> {
    await this.#call(`/v1/deliveries/${delivery}/${how}`, undefined, true);
  }

  /** The same one may be sent again: its id tells. @throws LeadFailure */
  async addOutcome(outcome: NewOutcome): Promise<void> {
    await this.#call(`${this.#path}/outcomes`, outcome);
  }
}

/** What is not there is not shown; whatever else failed is told. */
function ifMissing(thrown: unknown): null {
  if (failureOf(thrown) === 'not_found') return null;
  throw thrown;
}
