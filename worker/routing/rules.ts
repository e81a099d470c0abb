/** Owns the shape of a rule set: rules, fallback, limits of destinations; must not know whether what it names exists. */
import * as z from 'zod';
import { capPeriods } from './caps.ts';
import { type Condition, isCondition, sizeOf } from './condition.ts';

/** Hours and caps count by this clock unless they name another. */
const homeZone = 'Asia/Shanghai';

const slug = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, {
  error:
    '小写字母、数字、- 和 _，以字母或数字开头 / lower-case letters, digits, - and _, starting with a letter or digit',
});

const condition = z
  .custom<Condition>((value) => isCondition(value), {
    error:
      '{field, op: eq|ne|in|gt|lt|exists, value}，或 {all: […]}、{any: […]}、{not: …}，最多六层 / or all, any, not around them, six deep at most',
  })
  .meta({
    type: 'object',
    description:
      '{field, op, value}: op is eq, ne, in (value: a list), gt, lt (a number, or a date YYYY-MM-DD), exists (value: true ' +
      'or false). Or {all: [conditions]}, {any: [conditions]}, {not: condition}. field: form, channel, campaign, promoter, ' +
      'promoterKind, level, flags, or a field of the form of kind amount, term, choice, multi, region, date, number.',
  });

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const weekday = z
  .union([z.number().int().min(1).max(7), z.enum(weekdays)])
  .transform((day) => (typeof day === 'number' ? day : weekdays.indexOf(day) + 1));

const from = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { error: '时刻，如 09:30 / a time such as 09:30' });
const to = z
  .string()
  .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: '时刻，如 09:30 / a time such as 09:30' });
const zone = z.string().min(1).max(64);

const hours = z.strictObject({
  tz: zone.default(homeZone),
  days: z.array(weekday).min(1).max(7).default([1, 2, 3, 4, 5, 6, 7]),
  from,
  to,
});

const caps = z
  .array(z.strictObject({ per: z.enum(capPeriods), max: z.number().int().min(1).max(1_000_000_000) }))
  .max(capPeriods.length);

/** What a rule and a destination can both be bound to. `tz` is the clock that caps count by. */
const limits = {
  caps: caps.optional(),
  hours: hours.optional(),
  tz: zone.optional(),
  paused: z.boolean().optional(),
};

const mostRules = 200;
/** Of a whole set, since every lead is held against all of it: what rules name, and what their conditions compare. */
const mostPlaces = 1000;
const mostComparisons = 2000;
const places = z.array(slug).min(1).max(50);

const rule = z.strictObject({
  id: slug,
  when: condition.optional(),
  to: places,
  strategy: z.enum(['all', 'first', 'weighted']),
  weights: z
    .union([z.array(z.number()).max(50), z.record(z.string(), z.number())])
    .optional()
    .meta({ description: 'in the order of `to`, or by destination id' }),
  ...limits,
  exclusive: z.boolean().optional(),
  dedupe: z.enum(['mark', 'hold', 'first_owner']).optional(),
  quarantine: z.union([z.boolean(), condition]).optional(),
});

const ruleSet = {
  rules: z.array(rule).max(mostRules),
  fallback: places.optional(),
  destinations: z.record(z.string(), z.strictObject(limits)).optional(),
};

type Rules = readonly z.output<typeof rule>[];

const placesIn = (rules: Rules) => rules.reduce((sum, { to: named }) => sum + named.length, 0);
const comparisonsIn = (rules: Rules) =>
  rules.reduce(
    (sum, { when, quarantine }) =>
      sum +
      (when === undefined ? 0 : sizeOf(when)) +
      (typeof quarantine === 'object' ? sizeOf(quarantine) : 0),
    0,
  );
const fewPlaces = ({ rules }: { rules: Rules }) => placesIn(rules) <= mostPlaces;
const tooManyPlaces = {
  path: ['rules'],
  error: `各规则的目标合计最多 ${mostPlaces} 个 / at most ${mostPlaces} destinations in all rules together`,
};
const fewComparisons = ({ rules }: { rules: Rules }) => comparisonsIn(rules) <= mostComparisons;
const tooManyComparisons = {
  path: ['rules'],
  error: `各条件合计最多 ${mostComparisons} 项比较 / at most ${mostComparisons} comparisons in all conditions together`,
};

export const routesSchema = z
  .strictObject(ruleSet)
  .refine(fewPlaces, tooManyPlaces)
  .refine(fewComparisons, tooManyComparisons)
  .meta({ id: 'Routes' });

/** What a simulation is asked: a rule set, and which leads. */
export const simulationSchema = z
  .strictObject({
    ...ruleSet,
    from: z.iso.datetime({ offset: true }).optional(),
    to: z.iso.datetime({ offset: true }).optional(),
    limit: z.number().int().min(1).max(5000).default(1000),
  })
  .refine(fewPlaces, tooManyPlaces)
  .refine(fewComparisons, tooManyComparisons)
  .meta({ id: 'RouteSimulation' });

export type RouteSet = z.output<typeof routesSchema>;
export type Rule = RouteSet['rules'][number];
export type Limits = NonNullable<RouteSet['destinations']>[string];

/** A rule set as it was saved. */
export interface RouteVersion {
  version: number;
  set: RouteSet;
}

/** What leads are decided by while none was ever saved. */
export const noRoutes: RouteVersion = { version: 0, set: { rules: [] } };

/** What one lead's decision by this set may look at: destinations and comparisons. */
export function workOf({ rules }: RouteSet): number {
  return placesIn(rules) + comparisonsIn(rules);
}

/** The weight of a destination in a rule; undefined where none is given. */
export function weightOf({ to, weights }: Rule, id: string): number | undefined {
  if (weights === undefined) return undefined;
  if (Array.isArray(weights)) return weights[to.indexOf(id)];
  return Object.hasOwn(weights, id) ? weights[id] : undefined;
}

/** A rule's weights as one text: with another, its turns begin anew. */
export function weightsText(rule: Rule): string {
  return rule.to.map((id) => `${id}:${weightOf(rule, id)}`).join();
}

/** What binds a destination, in whichever rule it is named. */
export function limitsOf({ destinations }: RouteSet, id: string): Limits {
  return destinations !== undefined && Object.hasOwn(destinations, id) ? (destinations[id] ?? {}) : {};
}

/** The clock that caps count by. */
export function capZone({ tz, hours }: Limits): string {
  return tz ?? hours?.tz ?? homeZone;
}

/** Whether any rule sends a duplicate after the phone's first lead. */
export function asksOwners({ rules }: RouteSet): boolean {
  return rules.some(({ dedupe }) => dedupe === 'first_owner');
}

/** A set that says nothing: as if there were none. */
export function isEmpty({ rules, fallback }: RouteSet): boolean {
  return rules.length === 0 && fallback === undefined;
}
