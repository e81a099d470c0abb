/** Owns what a reported outcome must look like, and when it can be true; must not know who reported it. */
import * as z from 'zod';
import { hasUnsafeCharacters } from '../../contract/fields/text-form.ts';
import { outcomeTypes, typesWithAmount } from '../../contract/outcome.ts';
import type { Finding } from '../../contract/problem.ts';
import { readToldTime, type Zone } from './told-time.ts';

/** A hundred times the largest loan, so that sums over all leads stay exact. */
const mostYuan = 10_000_000_000;
/** Clocks of two machines may disagree. */
const clockSkewMs = 5 * 60_000;

const outcomeId = z.string().regex(/^[\x21-\x7E]{1,200}$/, {
  error: '不超过 200 个可见 ASCII 字符 / up to 200 visible ASCII characters',
});

/** RFC 3339 is what the contract asks for; what other systems write is taken as well, and told how exactly it is meant. */
function toldAt(zone: Zone) {
  return z
    .union([z.string(), z.number()])
    .transform((value, context) => {
      const told = readToldTime(value, zone);
      if (told !== null) return told;
      context.addIssue({
        code: 'invalid_format',
        format: 'datetime',
        message: '时间，如 2026-12-01T02:40:47Z / a time such as 2026-12-01T02:40:47Z',
      });
      return z.NEVER;
    })
    .meta({ type: 'string', format: 'date-time' });
}

function membersIn(zone: Zone) {
  return {
    type: z.enum(outcomeTypes),
    at: toldAt(zone).optional(),
    amount: z.int({ error: '金额须为整元 / whole yuan' }).min(0).max(mostYuan).optional(),
    reason: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .refine((value) => !hasUnsafeCharacters(value), {
        error: '不能含控制字符、双向控制符或残缺字符 / control, bidi or broken characters are not allowed',
      })
      .optional(),
  };
}

/** As a key of the tenant's reports it. */
export const outcomeSchema = z.strictObject({ id: outcomeId, ...membersIn('china') }).meta({ id: 'Outcome' });

function reportIn(zone: Zone) {
  return z.strictObject({
    lead: z.string().min(1).max(100),
    id: outcomeId.optional(),
    ...membersIn(zone),
  });
}

/** As a destination reports it: the lead is in the body, and its message has an id of its own. */
export const reportSchema = reportIn('china');

/** By the zone of times that are told without one. */
export const reportSchemas: Readonly<Record<Zone, typeof reportSchema>> = {
  china: reportSchema,
  utc: reportIn('utc'),
};

export type Report = z.output<typeof reportSchema>;
export type OutcomeDraft = z.output<typeof outcomeSchema>;

/**
 * The moment that is recorded. A time told in days or minutes may begin before the lead of the same day or minute: it
 * then is the lead's own.
 */
export function outcomeAtMs({ at }: Pick<OutcomeDraft, 'at'>, createdAtMs: number): number | undefined {
  if (at === undefined) return undefined;
  const isSameUnit = at.atMs < createdAtMs && createdAtMs < at.atMs + at.unitMs;
  return isSameUnit ? createdAtMs : at.atMs;
}

/** What is wrong with an outcome of a lead that came at `createdAtMs`. */
export function judgeOutcome(
  { type, at, amount }: Pick<OutcomeDraft, 'type' | 'at' | 'amount'>,
  createdAtMs: number,
  nowMs: number,
): Finding[] {
  const findings: Finding[] = [];
  const atMs = outcomeAtMs({ at }, createdAtMs) ?? nowMs;
  if (atMs > nowMs + clockSkewMs) findings.push({ path: 'at', code: 'in_the_future' });
  if (atMs < createdAtMs - clockSkewMs) findings.push({ path: 'at', code: 'before_the_lead' });
  if (amount !== undefined && !typesWithAmount.includes(type)) {
    findings.push({ path: 'amount', code: 'no_amount_here' });
  }
  return findings;
}
