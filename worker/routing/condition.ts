/** Owns the language of conditions: what one is, whether it holds for a lead; must not know what hangs on it. */
import { type Fact, isLeadFactName, type LeadFacts } from './facts.ts';

const operators = ['eq', 'ne', 'in', 'gt', 'lt', 'exists'] as const;
type Operator = (typeof operators)[number];
type Wanted = string | number | boolean | readonly (string | number)[];

export interface Comparison {
  field: string;
  op: Operator;
  value: Wanted;
}

export type Condition =
  | Comparison
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | { not: Condition };

const deepest = 6;
const mostParts = 50;
const longestText = 200;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPlain(value: unknown): value is string | number {
  return typeof value === 'string' ? value.length <= longestText : Number.isFinite(value);
}

/** What an operator compares with: sizes are numbers, or dates written YYYY-MM-DD. */
function fits(op: unknown, value: unknown): boolean {
  switch (op) {
    case 'eq':
    case 'ne':
      return isPlain(value);
    case 'in':
      return Array.isArray(value) && value.length > 0 && value.length <= 500 && value.every(isPlain);
    case 'gt':
    case 'lt':
      return typeof value === 'number' || (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value));
    case 'exists':
      return typeof value === 'boolean';
    default:
      return false;
  }
}

/** Tells a condition from anything else that JSON can be. Bounded, so that none is too deep to be judged. */
export function isCondition(value: unknown, depth = 1): value is Condition {
  if (!isRecord(value) || depth > deepest) return false;
  const members = Object.keys(value);
  if (
    members.length === 3 &&
    members.every((name) => name === 'field' || name === 'op' || name === 'value')
  ) {
    return typeof value.field === 'string' && value.field.length <= 60 && fits(value.op, value.value);
  }
  if (members.length !== 1) return false;
  const [only = ''] = members;
  if (only === 'not') return isCondition(value.not, depth + 1);
  const parts = only === 'all' || only === 'any' ? value[only] : undefined;
  return (
    Array.isArray(parts) &&
    parts.length > 0 &&
    parts.length <= mostParts &&
    parts.every((part) => isCondition(part, depth + 1))
  );
}

/** The name as the lead knows it: `values.amount` is the form's field `amount`, whatever else is called so. */
export function fieldNamed(name: string): { field: string } | { fact: string } {
  if (name.startsWith('values.')) return { field: name.slice('values.'.length) };
  return isLeadFactName(name) ? { fact: name } : { field: name };
}

/** Every comparison in a condition, with where it stands. */
export function comparisonsIn(
  condition: Condition,
  path: string,
): { comparison: Comparison; path: string }[] {
  if ('field' in condition) return [{ comparison: condition, path }];
  if ('not' in condition) return comparisonsIn(condition.not, `${path}.not`);
  const [name, parts] = 'all' in condition ? ['all', condition.all] : ['any', condition.any];
  return parts.flatMap((part, at) => comparisonsIn(part, `${path}.${name}.${at}`));
}

/** How many comparisons a condition is made of. */
export function sizeOf(condition: Condition): number {
  if ('field' in condition) return 1;
  if ('not' in condition) return sizeOf(condition.not);
  const parts = 'all' in condition ? condition.all : condition.any;
  return parts.reduce((sum, part) => sum + sizeOf(part), 0);
}

function factOf(name: string, facts: LeadFacts): Fact | undefined {
  const named = fieldNamed(name);
  if ('field' in named) {
    return Object.hasOwn(facts.answers, named.field) ? facts.answers[named.field] : undefined;
  }
  return isLeadFactName(named.fact) ? facts[named.fact] : undefined;
}

function isAmong(fact: Fact, wanted: Wanted): boolean {
  const facts: readonly (string | number)[] = typeof fact === 'object' ? fact : [fact];
  const list: ReadonlySet<unknown> = new Set(typeof wanted === 'object' ? wanted : [wanted]);
  return facts.some((one) => list.has(one));
}

/** Compared only like with like: a number with a number, a date with a date. */
function isOver(fact: Fact, than: Wanted): boolean {
  if (typeof fact === 'number' && typeof than === 'number') return fact > than;
  return typeof fact === 'string' && typeof than === 'string' && fact > than;
}

function isUnder(fact: Fact, than: Wanted): boolean {
  if (typeof fact === 'number' && typeof than === 'number') return fact < than;
  return typeof fact === 'string' && typeof than === 'string' && fact < than;
}

function compares({ field, op, value }: Comparison, facts: LeadFacts): boolean {
  const fact = factOf(field, facts);
  if (op === 'exists') return (fact !== undefined) === value;
  // What is not there equals nothing, and is neither over nor under anything.
  if (fact === undefined) return op === 'ne';
  switch (op) {
    case 'eq':
    case 'in':
      return isAmong(fact, value);
    case 'ne':
      return !isAmong(fact, value);
    case 'gt':
      return isOver(fact, value);
    case 'lt':
      return isUnder(fact, value);
  }
}

/** Whether a lead meets a condition. */
export function holds(condition: Condition, facts: LeadFacts): boolean {
  if ('field' in condition) return compares(condition, facts);
  if ('not' in condition) return !holds(condition.not, facts);
  if ('all' in condition) return condition.all.every((part) => holds(part, facts));
  return condition.any.some((part) => holds(part, facts));
}
