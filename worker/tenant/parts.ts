/** Owns which parts a tenant object is made of and how they are wired to each other; must not know what it is asked. */
import { AccessLog } from './access-log.ts';
import { Agenda } from './agenda.ts';
import { AuthorisationStore } from './authorisations.ts';
import { CodeStore } from './codes.ts';
import type { TenantContext } from './context.ts';
import { DecisionStore } from './decisions.ts';
import { DeliveryStore } from './deliveries.ts';
import { DestinationStore } from './destinations.ts';
import { Dispatcher } from './dispatcher.ts';
import { EventFeed } from './events.ts';
import { EvidenceStore } from './evidence.ts';
import { EvidenceEnd } from './evidence-end.ts';
import { FormStore } from './forms.ts';
import { Housekeeping } from './housekeeping.ts';
import { type KeyRegistry, KeyUse } from './key-use.ts';
import { KeyStore } from './keys.ts';
import { LeadStore } from './leads.ts';
import { LedgerStore } from './ledger-store.ts';
import { LimitStore } from './limits.ts';
import { LinkStore } from './links.ts';
import { CodeEnd, LogEnd } from './log-end.ts';
import { LogStore } from './log-store.ts';
import { NoticeStore } from './notices.ts';
import { ProfileStore } from './profile.ts';
import { PromoterStore } from './promoters.ts';
import { ReceiptStore } from './receipts.ts';
import { RecipientStore } from './recipients.ts';
import { Resealer } from './resealer.ts';
import { retentionTasks } from './retention.ts';
import { Rewrap } from './rewrap.ts';
import { RightsStore } from './rights.ts';
import { SpentChallenges } from './spent-challenges.ts';

/** What a tenant object knows of the world around it. */
export interface Surroundings {
  /** Origin under which people reach the server; null when none is configured. */
  publicUrl: string | null;
  registry: () => KeyRegistry;
}

export type Parts = ReturnType<typeof makeParts>;

export function makeParts(context: TenantContext, { publicUrl, registry }: Surroundings) {
  // Called only once all parts are there.
  const arm = () => agenda.arm();
  const wake = () => dispatcher.wake();
  const underWay = (event: number) => dispatcher.underWay(event);
  const reconsider = () => {
    housekeeping.reconsider();
    arm();
  };
  const notices = new NoticeStore(context);
  const forms = new FormStore(context, notices);
  const ledger = new LedgerStore(context);
  const accessLog = new AccessLog(context);
  const decisions = new DecisionStore(context, notices, ledger);
  const leads = new LeadStore(context, decisions, notices, accessLog);
  const destinations = new DestinationStore(context, wake);
  const deliveries = new DeliveryStore(context, wake);
  const authorisations = new AuthorisationStore(context, {
    notices,
    leads,
    deliveries,
    destinations,
    underWay,
    onDue: wake,
  });
  const outgoing = { leads, decisions, deliveries, destinations, authorisations };
  const dispatcher = new Dispatcher(context, outgoing, arm);
  const log = new LogStore(context, ledger, publicUrl);
  const profile = new ProfileStore(context, reconsider);
  const resealer = new Resealer(context, { leads, decisions, forms });
  const keyUse = new KeyUse(context, registry);
  const housekeeping = new Housekeeping(context, [
    ...retentionTasks(context, { deliveries, resealer, authorisations }),
    new EvidenceEnd(context),
    new LogEnd(context),
    new CodeEnd(context),
    new Rewrap(context, { resealer, keyUse, log, profile, destinations }),
    keyUse,
  ]);
  const agenda = new Agenda(context, [
    () => deliveries.nextDueMs(),
    () => authorisations.nextDueMs(),
    () => housekeeping.nextDueMs(),
  ]);
  const bringUp = async (lead: number) => {
    await keyUse.ensure(context.activeKeyId);
    return resealer.bringUp(lead);
  };
  const deciding = { ...outgoing, dispatcher, accessLog, forms, bringUp };
  return {
    profile,
    keyUse,
    housekeeping,
    agenda,
    keys: new KeyStore(context),
    recipients: new RecipientStore(context),
    promoters: new PromoterStore(context),
    links: new LinkStore(context, forms),
    events: new EventFeed(context, leads, accessLog, decisions, authorisations),
    dispatcher,
    receipts: new ReceiptStore(context, deciding, wake),
    rights: new RightsStore(context, deciding, wake),
    limits: new LimitStore(context),
    spentChallenges: new SpentChallenges(),
    notices,
    forms,
    ledger,
    decisions,
    log,
    evidence: new EvidenceStore(context, { leads, decisions, deliveries, forms, ledger, log, accessLog }),
    accessLog,
    leads,
    destinations,
    deliveries,
    codes: new CodeStore(context),
    authorisations,
  };
}
