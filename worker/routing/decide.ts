/** Owns the decision of where a lead goes: a pure reading of rules, counters and consents, with its trace; must not send. */
import { isReached, withOneMore } from './caps.ts';
import { holds } from './condition.ts';
import { type Counter, Tally } from './counter.ts';
import type { LeadFacts } from './facts.ts';
import { isOpen } from './hours.ts';
import { readClocks } from './local-time.ts';
import type { Look, Open } from './look.ts';
import { Permitted, type Place } from './permitted.ts';
import type { DecidedNotice } from './recipients.ts';
import { asksOwners, capZone, isEmpty, limitsOf, type RouteVersion, type Rule } from './rules.ts';
import { choose, toEach } from './strategies.ts';
import type { Hold, RuleTrace, Trace } from './trace.ts';

/** Everything that a decision depends on: the same question always has the same answer. */
export interface Question {
  facts: LeadFacts;
  /** Every destination of the tenant. */
  places: readonly Place[];
  decided: readonly DecidedNotice[];
  routes: RouteVersion;
  counter: (scope: string) => Counter | undefined;
  /** Numbers of the destinations that have the phone's first lead; empty for a lead that is no duplicate. */
  owners: readonly number[];
  /**
   * For a lead that came back: destinations that were tried. One other is chosen, by the first rule that has one; what
   * holds a new lead back is past for this one.
   */
  tried?: ReadonlySet<number>;
  nowMs: number;
}

export interface Take {
  destination: Permitted;
  dueMs: number;
  hold: Hold | null;
}

export interface Decision {
  takes: Take[];
  /** Would have got it beside the others, but is switched off; `hold` as if it had. */
  disabled: { destination: Permitted; hold: Hold | null }[];
  /** Counters that changed, by scope. */
  changed: ReadonlyMap<string, Counter>;
  trace: Trace;
}

/** What a rule came to: no places where it takes no lead now, and no trace where its condition did not hold. */
interface Ruled {
  open: Open[];
  hold: Hold | null;
  trace: RuleTrace | null;
}

/** Decides by the rules in their order: each that takes the lead adds destinations, an exclusive one ends it. */
export function decide(question: Question): Decision {
  const { routes, places, decided, tried, nowMs } = question;
  const { set } = routes;
  const tally = new Tally(question.counter);
  const clocks = readClocks();
  const looking: Look = {
    permitted: new Map(places.map((place) => [place.id, { place, permitted: Permitted.of(place, decided) }])),
    set,
    clock: (tz) => clocks(nowMs, tz),
    clocks,
    taken: new Set(),
    disabled: new Set(),
    tried: tried ?? new Set(),
    tally,
    nowMs,
  };
  const takes: Take[] = [];
  /** What holds the lead at a destination that is switched off: as the first rule that met it says. */
  const holdsOff = new Map<Permitted, Hold | null>();
  const take = (open: readonly Open[], hold: Hold | null) => {
    for (const { destination, dueMs } of open) {
      looking.taken.add(destination.number);
      takes.push({ destination, dueMs, hold });
      countPlace(looking, destination.id);
    }
  };
  const trace: Trace = { version: routes.version, atMs: nowMs, rules: [] };
  if (asksOwners(set) && question.owners.length > 0) trace.owners = question.owners;

  for (const [at, rule] of set.rules.entries()) {
    const ruled = ask(rule, at, question, looking);
    if (ruled.trace !== null) trace.rules.push(ruled.trace);
    for (const off of looking.disabled) if (!holdsOff.has(off)) holdsOff.set(off, ruled.hold);
    if (ruled.open.length === 0) continue;
    take(ruled.open, ruled.hold);
    countRule(looking, rule);
    if (rule.exclusive !== true && tried === undefined) continue;
    trace.endedBy = at;
    break;
  }
  if (takes.length === 0) {
    const ids = isEmpty(set) ? places.map(({ id }) => id) : (set.fallback ?? []);
    const { open, traces } = toEach(ids, looking, { waits: true, hours: [], isOneOnly: tried !== undefined });
    take(open, null);
    if (traces.length > 0) trace.fallback = traces;
  }
  return {
    takes,
    disabled: [...looking.disabled].flatMap((destination) =>
      looking.taken.has(destination.number) ? [] : { destination, hold: holdsOff.get(destination) ?? null },
    ),
    changed: tally.changed,
    trace,
  };
}

function ask(rule: Rule, at: number, question: Question, looking: Look): Ruled {
  const { facts, owners, tried } = question;
  const nothing = { open: [], hold: null };
  if (rule.when !== undefined && !holds(rule.when, facts)) return { ...nothing, trace: null };
  const ended = refusalOf(rule, looking);
  if (ended !== null) return { ...nothing, trace: { rule: at, outcome: ended, places: [] } };
  const isNew = tried === undefined;
  const { open, traces, credits } = choose(rule, looking, {
    owners: isNew && rule.dedupe === 'first_owner' ? owners : [],
    isOneOnly: !isNew,
  });
  const hold = isNew ? holdOf(rule, facts) : null;
  return {
    open,
    hold,
    trace: {
      rule: at,
      outcome: open.length === 0 ? 'nobody' : 'taken',
      ...(hold === null || open.length === 0 ? {} : { hold }),
      places: traces,
      ...(credits === undefined ? {} : { credits }),
    },
  };
}

/** Why a rule takes no lead at all now. The hours of one that sends to all are no reason: it sends when they begin. */
function refusalOf(rule: Rule, { clock, tally }: Look): 'paused' | 'cap_reached' | 'closed' | null {
  if (rule.paused === true) return 'paused';
  if (rule.hours !== undefined && rule.strategy !== 'all' && !isOpen(rule.hours, clock(rule.hours.tz))) {
    return 'closed';
  }
  const taken = rule.caps === undefined ? {} : (tally.rules.of(rule.id).taken ?? {});
  return isReached(rule.caps ?? [], taken, clock(capZone(rule))) ? 'cap_reached' : null;
}

function holdOf(rule: Rule, facts: LeadFacts): Hold | null {
  const { quarantine = false, dedupe } = rule;
  const isQuarantined = typeof quarantine === 'boolean' ? quarantine : holds(quarantine, facts);
  if (isQuarantined) return 'quarantined';
  return dedupe === 'hold' && facts.flags.includes('duplicate') ? 'duplicate' : null;
}

function countRule({ tally, clock }: Look, rule: Rule): void {
  if (rule.caps === undefined) return;
  const counter = tally.rules.of(rule.id);
  const taken = withOneMore(rule.caps, counter.taken ?? {}, clock(capZone(rule)));
  tally.rules.set(rule.id, { ...counter, taken });
}

function countPlace({ set, tally, clock }: Look, id: string): void {
  const limits = limitsOf(set, id);
  if (limits.caps === undefined) return;
  const counter = tally.places.of(id);
  const taken = withOneMore(limits.caps, counter.taken ?? {}, clock(capZone(limits)));
  tally.places.set(id, { ...counter, taken });
}
