/** Owns a routing decision in words: every rule, every destination, and why; must not decide. */
import {
  crossingWords,
  fallbackWords,
  holdWords,
  placeWords,
  ruleWords,
  type Words,
} from '../../routing/explain-words.ts';
import { isEmpty, type RouteSet } from '../../routing/rules.ts';
import type { Hold, PlaceOutcome, PlaceTrace, RuleOutcome, RuleTrace, Trace } from '../../routing/trace.ts';
import type { DestinationRow } from '../destinations.ts';
import { timeText } from '../rows.ts';

export interface ExplainedPlace {
  destination: string;
  recipient: string;
  outcome: PlaceOutcome;
  why: Words;
}

export interface ExplainedRule {
  id: string;
  outcome: RuleOutcome | 'condition' | 'exclusive';
  why: Words;
  /** Why its deliveries wait for a person. */
  held?: { reason: Hold; why: Words };
  destinations: ExplainedPlace[];
}

export interface ExplainedDecision {
  at: string;
  /** Of the rule set; 0 where there was none. */
  version: number;
  rules: ExplainedRule[];
  fallback?: { because: 'no_routes' | 'no_rule'; why: Words; destinations: ExplainedPlace[] };
}

/**
 * @param set the version of the rule set that the trace names
 * @param lacksCrossing whether all that a destination lacks is the consent to leave the mainland
 */
export function explained(
  trace: Trace,
  set: RouteSet,
  rows: readonly DestinationRow[],
  lacksCrossing: (row: DestinationRow) => boolean,
): ExplainedDecision {
  const place = ({ place: number, outcome }: PlaceTrace): ExplainedPlace[] => {
    const row = rows.find((one) => one.number === number);
    if (row === undefined) return [];
    const why = outcome === 'not_consented' && lacksCrossing(row) ? crossingWords : placeWords[outcome];
    return [{ destination: row.id, recipient: row.recipient, outcome, why }];
  };
  const because = isEmpty(set) ? 'no_routes' : 'no_rule';
  return {
    at: timeText(trace.atMs),
    version: trace.version,
    rules: set.rules.map(({ id }, at) => {
      const kept = trace.rules.find((one) => one.rule === at);
      return {
        id,
        ...ruled(kept, trace.endedBy !== undefined && at > trace.endedBy),
        destinations: kept?.places.flatMap(place) ?? [],
      };
    }),
    ...(trace.fallback === undefined
      ? {}
      : {
          fallback: {
            because,
            why: fallbackWords[because],
            destinations: trace.fallback.flatMap(place),
          },
        }),
  };
}

function ruled(kept: RuleTrace | undefined, isAfterEnd: boolean): Omit<ExplainedRule, 'id' | 'destinations'> {
  const outcome = kept?.outcome ?? (isAfterEnd ? 'exclusive' : 'condition');
  return {
    outcome,
    why: ruleWords[outcome],
    ...(kept?.hold === undefined ? {} : { held: { reason: kept.hold, why: holdWords[kept.hold] } }),
  };
}
