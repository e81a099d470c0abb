/** Owns how answers look to a trial that is told to whoever may not read leads: coarse for good, however often it is asked; must not know rules. */
import { type FieldKind, fieldsOf, type Step } from '../../contract/form.ts';
import type { AnswerFacts, Fact } from './facts.ts';

/**
 * Where the bands lie, from 0 up to 1: a secret of the tenant, so that no edge is a number that people write. Thresholds
 * that are moved until a count changes find edges of bands, and no lead's number.
 */
export type BandOffset = number;

/** The middle of the number's band; two bands make a factor of two. */
export function blurredNumber(value: number, offset: BandOffset): number {
  if (value === 0 || !Number.isFinite(value)) return value;
  const band = Math.floor(2 * Math.log2(Math.abs(value)) - offset);
  return Math.sign(value) * 2 ** ((band + offset + 0.5) / 2);
}

/** One day of the year for all of it. */
export function blurredDay(day: string, offset: BandOffset): string {
  const ofYear = new Date(Date.UTC(2001, 0, 1 + Math.floor(offset * 365)));
  return day.slice(0, 4) + ofYear.toISOString().slice(4, 10);
}

function blurred(kind: FieldKind | undefined, fact: Fact, offset: BandOffset): Fact {
  if (kind === 'amount' || kind === 'number')
    return typeof fact === 'number' ? blurredNumber(fact, offset) : fact;
  return kind === 'date' && typeof fact === 'string' ? blurredDay(fact, offset) : fact;
}

/** Numbers and dates in bands; what was picked of a few options stays. */
export function blurredAnswers(
  form: { steps: Step[] },
  answers: AnswerFacts,
  offset: BandOffset,
): AnswerFacts {
  const kinds = new Map(fieldsOf(form).map(({ id, kind }) => [id, kind]));
  return Object.fromEntries(
    Object.entries(answers).map(([id, fact]) => [id, blurred(kinds.get(id), fact, offset)]),
  );
}
