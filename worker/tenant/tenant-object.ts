/** Owns a tenant's Durable Object: storage opened, parts wired, calls passed on; rules live in the leaves, not here. */
import { DurableObject } from 'cloudflare:workers';
import type { EventBody } from '../../contract/event.ts';
import type { Refusal } from '../../contract/problem.ts';
import { refuse } from '../../contract/problem.ts';
import { send } from '../delivery/send.ts';
import type { Verdict } from '../delivery/verdict.ts';
import type { Settings } from '../publishing/settings-schema.ts';
import { parseMasterKeys } from '../sealing/master-keys.ts';
import { type AcceptedLead, accept, type SealedSubmission } from './accept.ts';
import { AccessLog } from './access-log.ts';
import { AuthorisationStore } from './authorisations.ts';
import { CodeStore } from './codes.ts';
import { TenantContext } from './context.ts';
import { DecisionStore } from './decisions.ts';
import { DeliveryStore } from './deliveries.ts';
import { DestinationStore } from './destinations.ts';
import { Dispatcher } from './dispatcher.ts';
import { erase } from './erase.ts';
import { EventFeed } from './events.ts';
import { FormStore } from './forms.ts';
import { type Actor, createKey, KeyStore } from './keys.ts';
import { LeadStore } from './leads.ts';
import { LedgerStore } from './ledger-store.ts';
import { LimitStore } from './limits.ts';
import { LinkStore } from './links.ts';
import { migrate } from './migrate.ts';
import { NoticeStore } from './notices.ts';
import { openPage, type PageOfAuthorisation } from './open-page.ts';
import { signedRequest } from './outgoing.ts';
import { createProfile, type NewTenant, ProfileStore } from './profile.ts';
import { PromoterStore } from './promoters.ts';
import { RecipientStore } from './recipients.ts';
import { timeText } from './rows.ts';
import { type DecidedView, isPhoneOf, type SealedSigning, sign, type ToSign, toSign } from './sign.ts';
import { SpentChallenges } from './spent-challenges.ts';

/** The bindings that a tenant object uses. */
export interface TenantEnv {
  /** `k2:<base64 32 bytes>,k1:…`: the first is active, the others still open what they sealed. */
  JINJIAN_MASTER_KEYS: string;
  /** `any` allows http and private addresses as destinations: development and tests only. */
  JINJIAN_TARGETS?: string;
}

/** What the visitor's side needs to know before a body is read. */
export interface Gate extends Pick<Settings, 'challenge' | 'limits' | 'presentation'> {
  origins: string[];
}

/** The parts are reached over RPC as properties: `stub.links.create(…)`. Only this Worker holds the binding. */
export class TenantObject extends DurableObject<TenantEnv> {
  readonly #context: TenantContext;
  readonly #parts;

  constructor(ctx: DurableObjectState, env: TenantEnv) {
    super(ctx, env);
    migrate(ctx.storage);
    const context = new TenantContext(
      ctx.storage,
      parseMasterKeys(env.JINJIAN_MASTER_KEYS),
      env.JINJIAN_TARGETS === 'any' ? 'any' : 'public',
    );
    const wake = () => this.#parts.dispatcher.wake();
    const notices = new NoticeStore(context);
    const forms = new FormStore(context, notices);
    const ledger = new LedgerStore(context);
    const accessLog = new AccessLog(context);
    const decisions = new DecisionStore(context, notices, ledger);
    const leads = new LeadStore(context, decisions, accessLog);
    const destinations = new DestinationStore(context, wake);
    const deliveries = new DeliveryStore(context, wake);
    const authorisations = new AuthorisationStore(context, {
      notices,
      leads,
      deliveries,
      destinations,
      underWay: (event) => this.#parts.dispatcher.underWay(event),
      onDue: wake,
    });
    this.#context = context;
    this.#parts = {
      profile: new ProfileStore(context),
      keys: new KeyStore(context),
      recipients: new RecipientStore(context),
      promoters: new PromoterStore(context),
      links: new LinkStore(context, forms),
      events: new EventFeed(context, leads, accessLog, decisions, authorisations),
      dispatcher: new Dispatcher(context, { leads, decisions, deliveries, destinations, authorisations }),
      limits: new LimitStore(context),
      spentChallenges: new SpentChallenges(),
      notices,
      forms,
      ledger,
      decisions,
      accessLog,
      leads,
      destinations,
      deliveries,
      codes: new CodeStore(context),
      authorisations,
    };
    // The alarm may have been lost with the machine; the outbox is the truth. Nothing is sent from here.
    if (context.exists()) this.#parts.dispatcher.arm();
  }

  get profile() {
    return this.#parts.profile;
  }
  get keys() {
    return this.#parts.keys;
  }
  get recipients() {
    return this.#parts.recipients;
  }
  get notices() {
    return this.#parts.notices;
  }
  get forms() {
    return this.#parts.forms;
  }
  get destinations() {
    return this.#parts.destinations;
  }
  get promoters() {
    return this.#parts.promoters;
  }
  get links() {
    return this.#parts.links;
  }
  get leads() {
    return this.#parts.leads;
  }
  get deliveries() {
    return this.#parts.deliveries;
  }
  get codes() {
    return this.#parts.codes;
  }
  get authorisations() {
    return this.#parts.authorisations;
  }
  get events() {
    return this.#parts.events;
  }
  get accessLog() {
    return this.#parts.accessLog;
  }
  get limits() {
    return this.#parts.limits;
  }

  /** Creates the tenant in this object and its first owner key. Called by the directory alone. */
  create(tenant: NewTenant): { apiKey: string } {
    return this.ctx.storage.transactionSync(() => {
      createProfile(this.#context, tenant);
      return { apiKey: createKey(this.#context, 'owner', 'first owner key').key };
    });
  }

  gate(): Gate {
    const { origins, settings } = this.#context.profile();
    const { challenge, limits, presentation } = settings;
    return { origins, challenge, limits, presentation };
  }

  accept(sealed: SealedSubmission): AcceptedLead | Refusal {
    const outcome = accept(this.#context, this.#parts, sealed);
    if ('lead' in outcome && !outcome.isReplay) {
      // Spent once the lead is committed, so that what is refused costs no second solving.
      if (sealed.challenge !== null) this.#parts.spentChallenges.add(sealed.challenge, this.#context.now());
      this.#parts.dispatcher.wake();
    }
    return outcome;
  }

  eraseLead(id: string, actor: Actor): { erased: true } | Refusal {
    const outcome = erase(this.#context, this.#parts, id, actor);
    this.#parts.dispatcher.wake();
    return outcome;
  }

  /** What the page of an authorisation shows; that it was opened is noted, unless only its head was asked for. */
  openAuthorisation(id: string, isRead: boolean): PageOfAuthorisation | null {
    return openPage(this.#context, this.#parts, id, isRead);
  }

  authorisationToSign(id: string): ToSign | null {
    return toSign(this.#context, this.#parts, id);
  }

  /** Whether one of these digests is that of the phone behind an authorisation. For the sending of a code alone. */
  isSigner(id: string, phoneKeys: Uint8Array[]): boolean {
    const row = this.#parts.authorisations.rowOf(id);
    const lead = row === undefined ? undefined : this.#parts.leads.row(row.lead);
    return lead !== undefined && isPhoneOf(lead, phoneKeys);
  }

  sign(signing: SealedSigning): { decided: DecidedView; isReplay: boolean } | Refusal {
    const outcome = sign(this.#context, this.#parts, signing);
    this.#parts.dispatcher.wake();
    return outcome;
  }

  /** Size and root of the ledger, as a checkpoint will state them. */
  ledgerHead(): { size: number; root: Uint8Array } {
    return this.#parts.ledger.head();
  }

  /** Sends a `ping` now and tells what came of it. Nothing is stored: it is a question, not a fact. */
  async pingDestination(id: string): Promise<{ id: string; verdict: Verdict } | Refusal> {
    const { destinations } = this.#parts;
    const row = destinations.row(id);
    if (row === undefined) return refuse('not_found');
    const body: EventBody = {
      type: 'ping',
      timestamp: timeText(this.#context.now()),
      data: { tenant: this.#context.profile().id, destination: id },
    };
    const messageId = `ping_${crypto.randomUUID()}`;
    const request = await signedRequest(this.#context, destinations, row, messageId, body);
    return { id: messageId, verdict: await send(request, () => this.#context.now()) };
  }

  override async alarm(): Promise<void> {
    this.#parts.authorisations.run(this.#context.now());
    await this.#parts.dispatcher.run();
  }
}
