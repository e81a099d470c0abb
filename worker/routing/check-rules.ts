/** Owns what a rule set must fulfil beyond its shape: what it names exists, weights weigh, hours open; must not store it. */
import type { FieldKind } from '../../contract/form.ts';
import type { Finding } from '../../contract/problem.ts';
import { type Condition, comparisonsIn, fieldNamed } from './condition.ts';
import { routableKinds } from './facts.ts';
import { isTimeZone, likelyTimeZone } from './local-time.ts';
import { type Limits, type RouteSet, type Rule, weightOf } from './rules.ts';

export interface Known {
  destinations: ReadonlySet<string>;
  /** Of each field id: the kinds it has in the tenant's published forms. */
  fields: ReadonlyMap<string, readonly FieldKind[]>;
}

/** Everything that is wrong with a rule set; nothing of it is kept then. */
export function checkRules(routes: RouteSet, known: Known): Finding[] {
  const ids = routes.rules.map(({ id }) => id);
  return [
    ...routes.rules.flatMap((rule, at) => {
      const path = `rules.${at}`;
      const isRepeated = ids.indexOf(rule.id) < at;
      return [
        ...(isRepeated ? [{ path: `${path}.id`, code: 'id_used_twice' }] : []),
        ...checkRule(rule, path, known),
      ];
    }),
    ...checkPlaces(routes.fallback ?? [], 'fallback', known),
    ...Object.entries(routes.destinations ?? {}).flatMap(([id, limits]) => {
      const path = `destinations.${id}`;
      const isKnown = known.destinations.has(id);
      return isKnown ? checkLimits(limits, path) : [{ path, code: 'unknown_destination' }];
    }),
  ];
}

function checkRule(rule: Rule, path: string, known: Known): Finding[] {
  const { when, quarantine } = rule;
  return [
    ...checkPlaces(rule.to, `${path}.to`, known),
    ...checkWeights(rule, `${path}.weights`),
    ...checkLimits(rule, path),
    ...(when === undefined ? [] : checkCondition(when, `${path}.when`, known)),
    ...(typeof quarantine === 'object' ? checkCondition(quarantine, `${path}.quarantine`, known) : []),
  ];
}

/** A rule leads to destinations alone, never to another rule: there is nothing that could go round in a circle. */
function checkPlaces(ids: readonly string[], path: string, known: Known): Finding[] {
  return ids.flatMap((id, at) => {
    if (!known.destinations.has(id)) return [{ path: `${path}.${at}`, code: 'unknown_destination' }];
    return ids.indexOf(id) < at ? [{ path: `${path}.${at}`, code: 'named_twice' }] : [];
  });
}

function checkWeights(rule: Rule, path: string): Finding[] {
  const { strategy, to, weights } = rule;
  if (strategy !== 'weighted') return weights === undefined ? [] : [{ path, code: 'weights_not_used' }];
  const missing = to.filter((id) => weightOf(rule, id) === undefined);
  if (missing.length > 0) return [{ path, code: 'weight_missing' }];
  const named = Array.isArray(weights) ? weights.map((_, at) => String(at)) : Object.keys(weights ?? {});
  const own = Array.isArray(weights) ? to.map((_, at) => String(at)) : to;
  return named.flatMap((name) => {
    if (!own.includes(name)) return [{ path: `${path}.${name}`, code: 'weight_of_nothing' }];
    const weight = weightOf(rule, Array.isArray(weights) ? (to[Number(name)] ?? '') : name) ?? 0;
    const isSound = weight > 0 && weight <= 1_000_000;
    return isSound ? [] : [{ path: `${path}.${name}`, code: 'weight_not_positive' }];
  });
}

function checkLimits({ caps = [], hours, tz }: Limits, path: string): Finding[] {
  const periods = caps.map(({ per }) => per);
  const twice = periods.findIndex((per, at) => periods.indexOf(per) < at);
  return [
    ...(twice < 0 ? [] : [{ path: `${path}.caps.${twice}.per`, code: 'named_twice' }]),
    ...checkZone(tz, `${path}.tz`),
    ...checkZone(hours?.tz, `${path}.hours.tz`),
    ...(hours !== undefined && hours.from === hours.to
      ? [{ path: `${path}.hours.to`, code: 'hours_empty' }]
      : []),
  ];
}

function checkZone(tz: string | undefined, path: string): Finding[] {
  if (tz === undefined || isTimeZone(tz)) return [];
  return [{ path, code: 'unknown_time_zone', params: { meant: likelyTimeZone(tz) } }];
}

function checkCondition(condition: Condition, path: string, known: Known): Finding[] {
  return comparisonsIn(condition, path).flatMap(({ comparison, path: at }) => {
    const named = fieldNamed(comparison.field);
    if ('fact' in named) return [];
    const kinds = known.fields.get(named.field);
    if (kinds === undefined) return [{ path: `${at}.field`, code: 'no_such_field' }];
    const isSealed = kinds.some((kind) => !routableKinds.includes(kind));
    return isSealed ? [{ path: `${at}.field`, code: 'field_is_sealed' }] : [];
  });
}
