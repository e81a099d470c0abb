/** Owns conditions and rule sets: whether they are any, whether they hold, where they send a lead; without a store. */
import { refuse } from '../../../contract/problem.ts';
import { readShape } from '../../../worker/intake/read-shape.ts';
import { checkRules } from '../../../worker/routing/check-rules.ts';
import { comparisonsIn, holds, isCondition } from '../../../worker/routing/condition.ts';
import { decide } from '../../../worker/routing/decide.ts';
import type { LeadFacts } from '../../../worker/routing/facts.ts';
import { routesSchema } from '../../../worker/routing/rules.ts';
import { writeTrace } from '../../../worker/routing/trace.ts';
import { granted, placesOf, questionOf } from '../../worker/routing/routing-sample.ts';
import { findingsOf, refused, taken } from '../answers.ts';
import type { Bytes } from '../mutate-bytes.ts';
import { nowMs } from '../published.ts';
import { isRecord, jsonOf, type Outcome, promise, type Target } from '../target.ts';

const facts: readonly LeadFacts[] = [
  { form: 'biz', flags: [], answers: {} },
  {
    form: 'biz',
    channel: '门店',
    campaign: 'c1',
    promoter: 'pr_1',
    promoterKind: 'staff',
    level: 2,
    flags: ['duplicate', 'fast_fill'],
    answers: {
      amount: 200_000,
      term: 12,
      use: '周转',
      assets: ['房', '车'],
      region: ['110105', '110100', '110000'],
      since: '2020-01-01',
    },
  },
];

const known = {
  destinations: new Set(['a', 'b', 'c']),
  fields: new Map([
    ['amount', ['amount' as const]],
    ['use', ['choice' as const]],
    ['region', ['region' as const]],
    ['name', ['name' as const]],
  ]),
};

function runRules(value: unknown): Outcome {
  const parsed = readShape(routesSchema, value);
  if (!parsed.success) return refused(refuse('route_rejected', findingsOf(parsed.error)));
  const findings = checkRules(parsed.data, known);
  if (findings.length > 0) return refused(refuse('route_rejected', findings));
  const decisions = facts.map((one) =>
    decide({
      ...questionOf({ rules: [] }),
      facts: one,
      places: placesOf('abc', 'c'),
      decided: granted('r-a', 'r-b'),
      routes: { version: 1, set: parsed.data },
      nowMs,
    }),
  );
  const takes = decisions.flatMap((decision) => decision.takes);
  promise(
    takes.every(({ destination }) => ['a', 'b'].includes(destination.id)),
    'a lead is sent where nobody consented',
  );
  promise(
    takes.every(({ dueMs }) => Number.isFinite(dueMs) && dueMs >= nowMs),
    'a lead is due at no time',
  );
  // As it is kept in the lead's row.
  const kept = decisions.map(({ trace }) => writeTrace(trace));
  return taken(`routed ${takes.map(({ destination, hold }) => `${destination.id}${hold}`).join()}`, kept);
}

function run(input: Bytes): Outcome {
  const body = jsonOf(input);
  if (body === null) return refused(refuse('bad_json'));
  if (isRecord(body.value) && Object.hasOwn(body.value, 'rules')) return runRules(body.value);
  if (!isCondition(body.value)) return refused(refuse('route_rejected', [{ path: '', code: 'custom' }]));
  const condition = body.value;
  const held = facts.map((one) => holds(condition, one));
  promise(
    facts.every((one, at) => holds({ not: condition }, one) !== held[at]),
    'a condition holds together with its opposite',
  );
  return taken(`condition ${held.join()}`, comparisonsIn(condition, 'when').length);
}

export function open(): Target {
  return {
    name: 'condition',
    format: 'json',
    words: [
      'all',
      'any',
      'not',
      'field',
      'op',
      'value',
      'eq',
      'ne',
      'in',
      'gt',
      'lt',
      'exists',
      'values.amount',
      'flags',
    ],
    mostBytes: 512 * 1024,
    mostOutput: () => 64 * 1024,
    run,
  };
}
