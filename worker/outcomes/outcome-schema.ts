/** Owns what a reported outcome must look like, and when it can be true; must not know who reported it. */
import * as z from 'zod';
import { hasUnsafeCharacters } from '../../contract/fields/text-form.ts';
import { outcomeTypes, typesWithAmount } from '../../contract/outcome.ts';
import type { Finding } from '../../contract/problem.ts';

/** A hundred times the largest loan, so that sums over all leads stay exact. */
const mostYuan = 10_000_000_000;
/** Clocks of two machines may disagree. */
const clockSkewMs = 5 * 60_000;

const outcomeId = z.string().regex(/^[\x21-\x7E]{1,200}$/, {
  error: '不超过 200 个可见 ASCII 字符 / up to 200 visible ASCII characters',
});

const members = {
  type: z.enum(outcomeTypes),
  at: z.iso.datetime({ offset: true }).optional(),
  amount: z.int().min(0).max(mostYuan).optional(),
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

/** As a key of the tenant's reports it. */
export const outcomeSchema = z.strictObject({ id: outcomeId, ...members }).meta({ id: 'Outcome' });

/** As a destination reports it: the lead is in the body, and its message has an id of its own. */
export const reportSchema = z.strictObject({
  lead: z.string().min(1).max(100),
  id: outcomeId.optional(),
  ...members,
});

export type Report = z.output<typeof reportSchema>;
export type OutcomeDraft = z.output<typeof outcomeSchema>;

/** What is wrong with an outcome of a lead that came at `createdAtMs`. */
export function judgeOutcome(
  { type, at, amount }: Pick<OutcomeDraft, 'type' | 'at' | 'amount'>,
  createdAtMs: number,
  nowMs: number,
): Finding[] {
  const findings: Finding[] = [];
  const atMs = at === undefined ? nowMs : Date.parse(at);
  if (atMs > nowMs + clockSkewMs) findings.push({ path: 'at', code: 'in_the_future' });
  if (atMs < createdAtMs - clockSkewMs) findings.push({ path: 'at', code: 'before_the_lead' });
  if (amount !== undefined && !typesWithAmount.includes(type)) {
    findings.push({ path: 'amount', code: 'no_amount_here' });
  }
  return findings;
}
