/** Owns what is kept of a routing decision, and its compact text; must not decide, nor hold any fact about the lead. */
import type { Counter } from './counter.ts';

/** What became of one destination, with the sign it is kept as. */
export const placeSigns = {
  taken: 't',
  taken_when_open: 'u',
  first_owner: 'o',
  not_consented: 'n',
  already_tried: 'r',
  already_taken: 'a',
  disabled: 'd',
  paused: 'p',
  cap_reached: 'c',
  closed: 'l',
  not_this_turn: 'w',
} as const;
export type PlaceOutcome = keyof typeof placeSigns;

/** What became of one rule. One whose condition did not hold is not kept at all. */
export const ruleSigns = {
  taken: 't',
  nobody: 'n',
  paused: 'p',
  cap_reached: 'c',
  closed: 'l',
} as const;
export type RuleOutcome = keyof typeof ruleSigns;

export const holdSigns = { quarantined: 'q', duplicate: 'd' } as const;
export type Hold = keyof typeof holdSigns;

export interface PlaceTrace {
  /** Number of the destination. */
  place: number;
  outcome: PlaceOutcome;
}

export interface RuleTrace {
  /** Its place in the rule set. */
  rule: number;
  outcome: RuleOutcome;
  hold?: Hold;
  places: PlaceTrace[];
}

export interface Trace {
  /** Of the rule set; 0 where there was none. */
  version: number;
  atMs: number;
  rules: RuleTrace[];
  /** The exclusive rule that ended it: none after it was looked at. */
  endedBy?: number;
  /** Where the lead went because no rule took it, or because there was none. */
  fallback?: PlaceTrace[];
  /** Destinations that had the phone's first lead, where a rule asked. */
  owners?: readonly number[];
  /** Every counter that was looked at, as it stood: with them the decision can be made again. */
  counters: Readonly<Record<string, Counter>>;
}

/** Whether a destination got the lead by this outcome. */
export function isTaken(outcome: PlaceOutcome): boolean {
  return outcome === 'taken' || outcome === 'taken_when_open' || outcome === 'first_owner';
}

/** The destinations that a decision gave the lead to. */
export function takersOf(trace: Trace): number[] {
  return [...trace.rules.flatMap(({ places }) => places), ...(trace.fallback ?? [])]
    .filter(({ outcome }) => isTaken(outcome))
    .map(({ place }) => place);
}

type PlaceText = [place: number, sign: string];

interface TraceText {
  v: number;
  t: number;
  r?: [rule: number, sign: string, hold: string, places: PlaceText[]][];
  x?: number;
  f?: PlaceText[];
  o?: readonly number[];
  c?: Readonly<Record<string, Counter>>;
}

const placeText = ({ place, outcome }: PlaceTrace): PlaceText => [place, placeSigns[outcome]];

export function writeTrace(trace: Trace): string {
  const text: TraceText = {
    v: trace.version,
    t: trace.atMs,
    ...(trace.rules.length === 0
      ? {}
      : {
          r: trace.rules.map(({ rule, outcome, hold, places }) => [
            rule,
            ruleSigns[outcome],
            hold === undefined ? '' : holdSigns[hold],
            places.map(placeText),
          ]),
        }),
    ...(trace.endedBy === undefined ? {} : { x: trace.endedBy }),
    ...(trace.fallback === undefined ? {} : { f: trace.fallback.map(placeText) }),
    ...(trace.owners === undefined ? {} : { o: trace.owners }),
    ...(Object.keys(trace.counters).length === 0 ? {} : { c: trace.counters }),
  };
  return JSON.stringify(text);
}

/** The name that a sign stands for. @throws for a sign that none has */
function named<Name extends string>(signs: Readonly<Record<Name, string>>, sign: string): Name {
  for (const name in signs) if (signs[name] === sign) return name;
  throw new Error('a trace holds a sign that nothing is kept as');
}

/** @param text as `writeTrace` wrote it */
export function readTrace(text: string): Trace {
  const { v, t, r = [], x, f, o, c = {} }: TraceText = JSON.parse(text);
  const place = ([number, sign]: PlaceText): PlaceTrace => ({
    place: number,
    outcome: named(placeSigns, sign),
  });
  return {
    version: v,
    atMs: t,
    rules: r.map(([rule, sign, hold, places]) => ({
      rule,
      outcome: named(ruleSigns, sign),
      ...(hold === '' ? {} : { hold: named(holdSigns, hold) }),
      places: places.map(place),
    })),
    ...(x === undefined ? {} : { endedBy: x }),
    ...(f === undefined ? {} : { fallback: f.map(place) }),
    ...(o === undefined ? {} : { owners: o }),
    counters: c,
  };
}
