/** Owns what is kept of a routing decision, and its compact text; must not decide, nor hold any fact about the lead. */
/** What became of one destination, with the sign it is kept as. */
const placeSigns = {
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
const ruleSigns = {
  taken: 't',
  nobody: 'n',
  paused: 'p',
  cap_reached: 'c',
  closed: 'l',
} as const;
export type RuleOutcome = keyof typeof ruleSigns;

const holdSigns = { quarantined: 'q', duplicate: 'd' } as const;
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
  /** Of a rule that shares out: what each of its destinations was owed, in its order. */
  credits?: readonly number[];
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
}

/** Whether a destination got the lead by this outcome. */
export function isTaken(outcome: PlaceOutcome): boolean {
  return outcome === 'taken' || outcome === 'taken_when_open' || outcome === 'first_owner';
}

/** Every look at a destination, in the order of the rules; more than one where several rules name it. */
export function placesIn({ rules, fallback = [] }: Trace): PlaceTrace[] {
  return [...rules.flatMap(({ places }) => places), ...fallback];
}

/** The destinations that a decision gave the lead to. */
export function takersOf(trace: Trace): number[] {
  return placesIn(trace)
    .filter(({ outcome }) => isTaken(outcome))
    .map(({ place }) => place);
}

interface TraceText {
  v: number;
  t: number;
  /** `2tq:1t5n` for each rule: its place, its sign, its hold's, then each destination with its own. */
  r?: string;
  /** By rule. */
  c?: Record<string, readonly number[]>;
  x?: number;
  f?: string;
  o?: readonly number[];
}

const placesText = (places: readonly PlaceTrace[]) =>
  places.map(({ place, outcome }) => `${place}${placeSigns[outcome]}`).join('');

/** Kept with each lead, and so as short as can be. */
export function writeTrace({ version, atMs, rules, endedBy, fallback, owners }: Trace): string {
  const owed = rules.flatMap(({ rule, credits }) => (credits === undefined ? [] : [[rule, credits]]));
  const ruled = rules.map(({ rule, outcome, hold, places }) => {
    const signs = `${ruleSigns[outcome]}${hold === undefined ? '' : holdSigns[hold]}`;
    return `${rule}${signs}:${placesText(places)}`;
  });
  const text: TraceText = {
    v: version,
    t: atMs,
    ...(ruled.length === 0 ? {} : { r: ruled.join(' ') }),
    ...(owed.length === 0 ? {} : { c: Object.fromEntries(owed) }),
    ...(endedBy === undefined ? {} : { x: endedBy }),
    ...(fallback === undefined ? {} : { f: placesText(fallback) }),
    ...(owners === undefined ? {} : { o: owners }),
  };
  return JSON.stringify(text);
}

/** The name that a sign stands for. @throws for a sign that none has */
function named<Name extends string>(signs: Readonly<Record<Name, string>>, sign: string): Name {
  for (const name in signs) if (signs[name] === sign) return name;
  throw new Error('a trace holds a sign that nothing is kept as');
}

function readPlaces(text: string): PlaceTrace[] {
  return [...text.matchAll(/(\d{1,15})(\D)/g)].map(([, place = '', sign = '']) => ({
    place: Number(place),
    outcome: named(placeSigns, sign),
  }));
}

function readRule(text: string, owed: Readonly<Record<string, readonly number[]>>): RuleTrace {
  const [, rule = '', sign = '', hold = '', places = ''] = /^(\d+)(\D)(\D?):(.*)$/.exec(text) ?? [];
  const credits = owed[rule];
  return {
    rule: Number(rule),
    outcome: named(ruleSigns, sign),
    ...(hold === '' ? {} : { hold: named(holdSigns, hold) }),
    places: readPlaces(places),
    ...(credits === undefined ? {} : { credits }),
  };
}

/** @param text as `writeTrace` wrote it */
export function readTrace(text: string): Trace {
  const { v, t, r, c = {}, x, f, o }: TraceText = JSON.parse(text);
  return {
    version: v,
    atMs: t,
    rules: r === undefined ? [] : r.split(' ').map((one) => readRule(one, c)),
    ...(x === undefined ? {} : { endedBy: x }),
    ...(f === undefined ? {} : { fallback: readPlaces(f) }),
    ...(o === undefined ? {} : { owners: o }),
  };
}
