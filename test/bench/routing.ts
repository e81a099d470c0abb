/** Owns the time that a routing decision takes with 50 rules; must not know storage, which the rules don't touch. */
import type { Counter } from '../../worker/routing/counter.ts';
import { decide, type Question } from '../../worker/routing/decide.ts';
import { writeTrace } from '../../worker/routing/trace.ts';
import { granted, noonMs, placesOf, routesOf } from '../worker/routing/routing-sample.ts';
import { type Figure, median, percentile } from './figure.ts';

const budgetUs = 50;
const rules = 50;
const letters = 'abcdefghijklmnopqrst';
const provinces = ['310000', '320000', '330000', '340000', '350000'];

/** Each rule with a condition, hours, caps, five destinations. None is exclusive: all are looked at. */
function ruleSet(when: (at: number) => unknown) {
  return routesOf({
    rules: Array.from({ length: rules }, (_, at) => ({
      id: `rule-${at}`,
      when: { all: [{ field: 'amount', op: 'gt', value: 1000 * at }, when(at)] },
      to: [...letters].slice(at % 10, (at % 10) + 5),
      strategy: (['all', 'first', 'weighted'] as const)[at % 3],
      ...(at % 3 === 2 ? { weights: [5, 3, 2, 1, 1] } : {}),
      caps: [
        { per: 'hour', max: 1_000_000 },
        { per: 'day', max: 1_000_000 },
      ],
      hours: { tz: at % 2 === 0 ? 'Asia/Shanghai' : 'Europe/Berlin', from: '00:00', to: '24:00' },
    })),
    fallback: ['a'],
    destinations: Object.fromEntries(
      [...letters].map((id) => [id, { caps: [{ per: 'day', max: 1_000_000 }] }]),
    ),
  });
}

interface Measured {
  us: number[];
  /** Characters of a stored trace. */
  traced: number;
}

/** Each decision is of another moment and another lead, counts, and writes its trace, as in the object. */
function measure(set: ReturnType<typeof ruleSet>, rounds: number): Measured {
  const counters = new Map<string, Counter>();
  const asked: Omit<Question, 'facts' | 'nowMs'> = {
    places: placesOf(letters),
    decided: granted(...[...letters].filter((_, at) => at % 4 !== 3).map((id) => `r-${id}`)),
    routes: { version: 1, set },
    counter: (scope) => counters.get(scope),
    owners: [],
  };
  let traced = 0;
  const once = (at: number) => {
    const province = provinces[at % provinces.length] ?? '';
    const answers = {
      amount: 100_000 + (at % 50) * 10_000,
      region: [`${province.slice(0, 2)}0115`, `${province.slice(0, 2)}0100`, province],
    };
    const facts = { form: 'biz', flags: [], answers };
    const decision = decide({ ...asked, facts, nowMs: noonMs + at * 977 });
    for (const [scope, counter] of decision.changed) counters.set(scope, counter);
    traced += writeTrace(decision.trace).length;
  };
  for (let at = 0; at < 2000; at++) once(at);
  const us: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const startMs = performance.now();
    for (let at = 0; at < 100; at++) once(2000 + round * 100 + at);
    us.push((performance.now() - startMs) * 10);
  }
  return { us, traced: traced / (2000 + rounds * 100) };
}

export async function routingFigure(isQuick: boolean): Promise<Figure> {
  const rounds = isQuick ? 20 : 200;
  const fifth = measure(
    ruleSet((at) => ({ field: 'region', op: 'eq', value: provinces[at % provinces.length] })),
    rounds,
  );
  const all = measure(
    ruleSet(() => ({ field: 'form', op: 'eq', value: 'biz' })),
    rounds,
  );
  const measuredUs = median(fifth.us);
  return {
    what: `a routing decision with ${rules} rules`,
    budget: `≤ ${budgetUs} µs`,
    measured: `${measuredUs.toFixed(1)} µs`,
    isWithin: measuredUs <= budgetUs,
    notes: [
      `median of ${rounds} × 100 decisions, 95th percentile ${percentile(fifth.us, 0.95).toFixed(1)} µs; all ${rules} rules are looked at, each with condition, hours and caps, and every fifth applies and takes the lead; ${letters.length} destinations`,
      `${median(all.us).toFixed(1)} µs where every one of the ${rules} rules applies, each with five destinations to be looked at`,
      `with the trace as it is stored (${Math.round(fifth.traced)} and ${Math.round(all.traced)} characters), without storage; plain Node`,
    ],
  };
}
