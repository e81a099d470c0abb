/** Owns the shape of a campaign draft, and of what is sent to be linted; must not judge either. */
import * as z from 'zod';
import { isCalendarDate } from '../../contract/fields/date.ts';
import { disclosureSchema } from './form-schema.ts';
import { fewSigns, line, mostSigns, rfc3339, slug, text, tooManySigns } from './text-schema.ts';

const day = z.string().refine(isCalendarDate, { error: '日期，如 2026-11-27 / a day such as 2026-11-27' });
const address = line(2048);
const parameterName = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,31}$/, {
  error: '参数名，如 ref_code / a name of a parameter such as ref_code',
});
const colour = z
  .string()
  .regex(/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i, { error: '颜色，如 #0b6b53 / a colour such as #0b6b53' });

export const campaignSchema = z
  .strictObject({
    title: line(60),
    landing: z.union([
      z.strictObject({ form: slug }),
      z.strictObject({ url: address, codeParameter: parameterName.optional() }),
    ]),
    copy: z.strictObject({
      headline: line(500),
      lines: z.array(line(500)).max(12),
      cta: line(60),
    }),
    disclosure: disclosureSchema,
    mandate: z
      .strictObject({
        institution: line(100),
        uscc: line(18).optional(),
        hosts: z.array(line(253)).max(20).optional(),
        licence: line(100),
        scope: text(500),
        region: line(100).optional(),
        from: day,
        until: day,
        listUrl: address.optional(),
      })
      .optional(),
    poster: z
      .strictObject({ template: slug, background: address.optional(), accent: colour.optional() })
      .optional(),
    proofs: z
      .array(
        z.strictObject({
          rule: z.string().regex(/^K\d{2}$/, { error: '规则编号，如 K13 / a rule such as K13' }),
          reference: line(300),
        }),
      )
      .max(40)
      .optional(),
    // Sharing earns nothing (《禁止传销条例》 art. 7; rules.md RF-03): the member exists to be refused by name.
    reward: z
      .never({ error: '分享、邀请不得设奖励（RF-03） / nothing may be paid for sharing' })
      .optional()
      .transform(() => undefined),
    expiresAt: rfc3339.optional(),
  })
  .transform(({ reward: _, ...draft }) => draft)
  .meta({ id: 'Campaign' });

/** A draft that somebody is still writing: only its words are read, and any of them may be missing. */
const words = z.string().max(10_000).optional();
const disclosureWords = z
  .looseObject({ lender: words, fees: words, risk: words, approvalId: words })
  .optional();

export const campaignWordsSchema = z.looseObject({
  title: words,
  copy: z
    .looseObject({ headline: words, lines: z.array(z.string().max(10_000)).max(100).optional(), cta: words })
    .optional(),
  disclosure: disclosureWords,
});

const option = z.union([
  z.number(),
  z.string().transform((label) => ({ label })),
  z.looseObject({ label: z.string() }),
]);

export const formWordsSchema = z.looseObject({
  title: words,
  steps: z
    .array(
      z.looseObject({
        title: words,
        fields: z
          .array(
            z.looseObject({
              label: words,
              purpose: words,
              help: words,
              placeholder: words,
              options: z.array(option).max(100).optional(),
            }),
          )
          .max(50)
          .optional(),
      }),
    )
    .max(10)
    .optional(),
  disclosure: disclosureWords,
  success: z.looseObject({ title: words, text: words }).optional(),
});

/** One of the three; a campaign or form may be given by the id of a saved one. */
export const lintSchema = z
  .strictObject({
    text: z.string().max(mostSigns).optional(),
    campaign: z.union([slug, campaignWordsSchema]).optional(),
    form: z.union([slug, formWordsSchema]).optional(),
    region: z.enum(['bj']).optional(),
    as: z
      .enum(['copy', 'name', 'notice'])
      .optional()
      .meta({ description: 'what `text` is; copy when absent' }),
  })
  .refine(fewSigns, tooManySigns)
  .refine(
    ({ text: plain, campaign, form }) =>
      [plain, campaign, form].filter((one) => one !== undefined).length === 1,
    { error: 'text、campaign、form 三选一 / exactly one of text, campaign, form' },
  )
  .meta({ id: 'Lint' });
