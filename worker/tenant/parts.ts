/** Owns which parts a tenant object is made of and how they are wired to each other; must not know what it is asked. */
import { AccessLog } from './access-log.ts';
import { Agenda } from './agenda.ts';
import { AuditEnd } from './audit/audit-end.ts';
import { AuditLog } from './audit/audit-log.ts';
import { Changes } from './audit/changes.ts';
import { ContentChanges } from './audit/content-changes.ts';
import { AuthorisationStore } from './authorisation/authorisations.ts';
import { ESignatureStore } from './authorisation/e-signatures.ts';
import { CampaignStore } from './campaigns.ts';
import { CodeBudget } from './code-budget.ts';
import { CodeStore } from './codes.ts';
import { ContentStore } from './contents.ts';
import type { TenantContext } from './context.ts';
import { DecisionStore } from './decisions.ts';
import { AccessStore } from './delivery/access-store.ts';
import { DeliveryStore } from './delivery/deliveries.ts';
import { DestinationHealth } from './delivery/destination-health.ts';
import { Dispatcher } from './delivery/dispatcher.ts';
import { Targets } from './delivery/targets.ts';
import { DestinationStore } from './destinations.ts';
import { EventFeed } from './events.ts';
import { EvidenceStore } from './evidence.ts';
import { FormStore } from './forms.ts';
import { KeyStore } from './keys.ts';
import { LeadStore } from './leads.ts';
import { LimitStore } from './limits.ts';
import { LinkStore } from './links.ts';
import { LedgerStore } from './log/ledger-store.ts';
import { LogStore } from './log/log-store.ts';
import { NoticeStore } from './notices.ts';
import { OnwardLinks } from './onward-links.ts';
import { InboundStore } from './outcomes/inbound.ts';
import { OutcomeStore } from './outcomes/outcomes.ts';
import { PosterStore } from './posters.ts';
import { ProfileStore } from './profile.ts';
import { PromoterLinks } from './promoter-links.ts';
import { PromoterStore } from './promoters.ts';
import { RecipientStore } from './recipients.ts';
import { type KeyRegistry, KeyUse } from './rekeying/key-use.ts';
import { Resealer } from './rekeying/resealer.ts';
import { Rewrap } from './rekeying/rewrap.ts';
import { FunnelStore } from './reports/funnel.ts';
import { PersonCounter } from './reports/persons.ts';
import { EvidenceEnd } from './retention/evidence-end.ts';
import { Housekeeping } from './retention/housekeeping.ts';
import { CodeEnd, LogEnd } from './retention/log-end.ts';
import { retentionTasks } from './retention/retention.ts';
import { ReceiptStore } from './rights/receipts.ts';
import { RightsStore } from './rights/rights.ts';
import { CounterStore } from './routing/counters.ts';
import { Rerouting } from './routing/rerouting.ts';
import { RoughTrials } from './routing/rough-trials.ts';
import { RouteVersions } from './routing/route-versions.ts';
import { RoutingStore } from './routing/routing.ts';
import { SetupAdvice } from './setup-advice.ts';
import { SpentChallenges } from './spent-challenges.ts';
import { SuppressionStore } from './suppressions.ts';
import { WechatStore } from './wechat.ts';

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
  const audit = new AuditLog(context);
  const notices = new NoticeStore(context);
  const forms = new FormStore(context, notices);
  const campaigns = new CampaignStore(context, forms);
  const ledger = new LedgerStore(context);
  const accessLog = new AccessLog(context, audit);
  const decisions = new DecisionStore(context, notices, ledger);
  const suppressions = new SuppressionStore(context);
  const leads = new LeadStore(context, decisions, notices, accessLog, suppressions);
  const destinations = new DestinationStore(context, (number) => dispatcher.saved(number));
  const deliveries = new DeliveryStore(context, accessLog, wake);
  const authorisations = new AuthorisationStore(context, {
    notices,
    leads,
    deliveries,
    destinations,
    underWay,
    onDue: wake,
  });
  const eSignatures = new ESignatureStore(context, { authorisations, leads, forms, accessLog });
  const counters = new CounterStore(context);
  const codes = new CodeStore(context, new CodeBudget(context, { deliveries, destinations, onDue: wake }));
  const routes = new RouteVersions(context, { destinations, forms, counters });
  const outgoing = { audit, forms, leads, decisions, deliveries, destinations, authorisations, publicUrl };
  const targets = new Targets(context, destinations, new AccessStore(context));
  const dispatcher = new Dispatcher(context, outgoing, targets, arm);
  const log = new LogStore(context, ledger, publicUrl);
  const profile = new ProfileStore(context, reconsider, () => wechat.forget());
  const wechat = new WechatStore(context, profile);
  const links = new LinkStore(context, forms, campaigns, { deliveries, destinations }, wake);
  const resealer = new Resealer(context, { leads, decisions, forms });
  const keyUse = new KeyUse(context, registry);
  const posters = new PosterStore(context, reconsider);
  const housekeeping = new Housekeeping(context, [
    ...retentionTasks(context, { deliveries, resealer, authorisations }),
    new EvidenceEnd(context),
    new LogEnd(context),
    new AuditEnd(context),
    new CodeEnd(context),
    posters,
    new Rewrap(context, { resealer, keyUse, log, profile, destinations }),
    keyUse,
  ]);
  const agenda = new Agenda(context, [
    () => dispatcher.nextDueMs(),
    () => authorisations.nextDueMs(),
    () => housekeeping.nextDueMs(),
  ]);
  const bringUp = async (lead: number) => {
    await keyUse.ensure(context.activeKeyId);
    return resealer.bringUp(lead);
  };
  const routingStores = { ...outgoing, counters, routes, accessLog };
  const deciding = { ...outgoing, dispatcher, accessLog, suppressions, bringUp };
  const rerouting = new Rerouting(context, routingStores);
  const keys = new KeyStore(context);
  const recipients = new RecipientStore(context);
  const promoters = new PromoterStore(context);
  const contents = new ContentStore(context, forms, campaigns);
  const inbound = new InboundStore(context, destinations);
  return {
    publicUrl,
    profile,
    keyUse,
    housekeeping,
    agenda,
    keys,
    recipients,
    promoters,
    campaigns,
    links,
    promoterLinks: new PromoterLinks(context),
    onwardLinks: new OnwardLinks(context, links),
    wechat,
    contents,
    posters,
    events: new EventFeed(context, leads, accessLog, decisions, authorisations),
    dispatcher,
    targets,
    receipts: new ReceiptStore(context, deciding, wake),
    rights: new RightsStore(context, { ...deciding, codes }, wake),
    limits: new LimitStore(context),
    spentChallenges: new SpentChallenges(),
    notices,
    forms,
    ledger,
    decisions,
    log,
    evidence: new EvidenceStore(context, { leads, decisions, deliveries, forms, ledger, log, accessLog }),
    accessLog,
    audit,
    changes: new Changes(context, audit, { profile, keys, recipients, destinations, inbound, routes }),
    contentChanges: new ContentChanges(context, audit, {
      notices,
      forms,
      campaigns,
      contents,
      promoters,
      links,
    }),
    leads,
    suppressions,
    destinations,
    setupAdvice: new SetupAdvice({ forms, notices, destinations }),
    deliveries,
    health: new DestinationHealth(context, destinations),
    counters,
    routes,
    routing: new RoutingStore(
      context,
      { ...routingStores, rerouting, trials: new RoughTrials(context) },
      wake,
    ),
    rerouting,
    codes,
    authorisations,
    eSignatures,
    outcomes: new OutcomeStore(
      context,
      { leads, destinations, deliveries, rerouting, bringUp, underWay },
      wake,
    ),
    inbound,
    funnel: new FunnelStore(context, new PersonCounter(context, decisions)),
  };
}
