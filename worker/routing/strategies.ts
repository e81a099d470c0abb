/** Owns how a rule chooses among its destinations: all, the first, by turns; must not know conditions or other rules. */
import { type Hours, isOpen } from './hours.ts';
import { type Asking, type Look, look, type Open } from './look.ts';
import { type Rule, weightOf, weightsText } from './rules.ts';
import type { PlaceTrace } from './trace.ts';
import { creditOf, nextTurn } from './weighted.ts';

export interface Chosen {
  open: Open[];
  traces: PlaceTrace[];
  /** What each of the rule's destinations was owed before the turn, in the rule's order. */
  credits?: number[];
}

/** By the rule's strategy, unless those that have the phone's first lead take this one too. */
export function choose(
  rule: Rule,
  looking: Look,
  { owners, isOneOnly }: { owners: readonly number[]; isOneOnly: boolean },
): Chosen {
  if (owners.length === 0) return byStrategy(rule, looking, isOneOnly);
  const owned = toOwners(owners, looking);
  if (owned.open.length > 0) return owned;
  const chosen = byStrategy(rule, looking, isOneOnly);
  const looked = new Set(chosen.traces.map(({ place }) => place));
  return { ...chosen, traces: [...owned.traces.filter(({ place }) => !looked.has(place)), ...chosen.traces] };
}

function byStrategy(rule: Rule, looking: Look, isOneOnly: boolean): Chosen {
  switch (rule.strategy) {
    case 'all':
      return toEach(rule.to, looking, { waits: true, hours: hoursAhead(rule, looking), isOneOnly });
    case 'first':
      return toEach(rule.to, looking, { waits: false, hours: [], isOneOnly: true });
    case 'weighted':
      return toNextTurn(rule, looking);
  }
}

/** The rule's hours, where they have to be waited for. */
function hoursAhead({ hours }: Rule, { clock }: Look): Hours[] {
  return hours === undefined || isOpen(hours, clock(hours.tz)) ? [] : [hours];
}

/** To every one that may and can take it, or only to the first of them. */
export function toEach(
  ids: readonly string[],
  looking: Look,
  asking: Asking & { isOneOnly: boolean },
): Chosen {
  const chosen: Chosen = { open: [], traces: [] };
  for (const id of ids) {
    const seen = look(looking, id, asking);
    if (seen === null) continue;
    const isLater = asking.isOneOnly && chosen.open.length > 0 && seen.open !== null;
    chosen.traces.push(isLater ? { ...seen.trace, outcome: 'already_taken' } : seen.trace);
    if (seen.open !== null && !isLater) chosen.open.push(seen.open);
  }
  return chosen;
}

/** The turn is among those alone that may and can take this lead: whoever is passed over is owed nothing for it. */
function toNextTurn(rule: Rule, looking: Look): Chosen {
  const seen = rule.to.flatMap((id) => look(looking, id, { waits: false, hours: [] }) ?? []);
  const [first, ...others] = seen.flatMap(({ open }) => {
    const weight = open === null ? undefined : weightOf(rule, open.destination.id);
    return open === null || weight === undefined ? [] : [{ id: open.destination.id, weight, open }];
  });
  if (first === undefined) return { open: [], traces: seen.map(({ trace }) => trace) };
  const counter = looking.tally.rules.of(rule.id);
  const weights = weightsText(rule);
  const credits = counter.weights === weights ? (counter.credits ?? {}) : {};
  const next = nextTurn([first, ...others], credits);
  looking.tally.rules.set(rule.id, { ...counter, weights, credits: next.credits });
  const { open } = next.turn;
  return {
    open: [open],
    ...(others.length === 0 ? {} : { credits: rule.to.map((id) => creditOf(credits, id)) }),
    traces: seen.map(({ open: other, trace }) =>
      other === null || other === open ? trace : { ...trace, outcome: 'not_this_turn' },
    ),
  };
}

/** To those that have the phone's first lead, as far as they may and can take another. */
function toOwners(owners: readonly number[], looking: Look): Chosen {
  const chosen: Chosen = { open: [], traces: [] };
  for (const [id, { place }] of looking.permitted) {
    const seen = owners.includes(place.number) ? look(looking, id, { waits: false, hours: [] }) : null;
    if (seen === null) continue;
    chosen.traces.push(seen.open === null ? seen.trace : { ...seen.trace, outcome: 'first_owner' });
    if (seen.open !== null) chosen.open.push(seen.open);
  }
  return chosen;
}
