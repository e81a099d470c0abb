/** Owns the shape of a form draft; must not judge whether it may be published. */
import * as z from 'zod';
import { isCalendarDate } from '../../contract/fields/date.ts';
import { fieldIdPattern } from '../../contract/form.ts';
import { fewSigns, line, slug, text, tooManySigns } from './text-schema.ts';
import { themeSchema } from './theme-schema.ts';

const fieldId = z
  .string()
  .regex(fieldIdPattern, { error: '以字母开头，后接字母、数字和 _ / a letter, then letters, digits and _' });
const optionValue = z.union([line(60), z.number()]);
const calendarDate = z
  .string()
  .refine(isCalendarDate, { error: '日期，如 2026-11-27 / a day such as 2026-11-27' });

const base = {
  id: fieldId,
  label: line(40),
  required: z.boolean().optional(),
  purpose: line(200),
  help: line(200).optional(),
  placeholder: line(60).optional(),
  hidden: z.boolean().optional(),
  showIf: z
    .strictObject({
      field: fieldId,
      op: z.enum(['eq', 'ne', 'in', 'gt', 'lt']),
      value: z.union([optionValue, z.array(optionValue).min(1).max(50)]),
    })
    .optional(),
};

/** Options are given as texts, or as value and label. */
const options = z
  .array(
    z.union([
      line(60).transform((value) => ({ value, label: value })),
      z.strictObject({ value: line(60), label: line(60) }),
    ]),
  )
  .min(1)
  .max(100);

const plain = ['name', 'id_number', 'uscc', 'company', 'region', 'email'] as const;
const yuan = z.int().min(0).max(1_000_000_000_000);

const field = z.discriminatedUnion('kind', [
  z.strictObject({ ...base, kind: z.enum(plain) }),
  z.strictObject({ ...base, kind: z.literal('phone'), verify: z.enum(['none', 'sms']).optional() }),
  z.strictObject({
    ...base,
    kind: z.literal('amount'),
    min: yuan.optional(),
    max: yuan.optional(),
    step: yuan.min(1).optional(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('term'),
    options: z.array(z.int().min(1).max(600)).min(1).max(30),
  }),
  z.strictObject({ ...base, kind: z.literal('choice'), options }),
  z.strictObject({ ...base, kind: z.literal('multi'), options, max: z.int().min(1).max(100).optional() }),
  z.strictObject({
    ...base,
    kind: z.literal('date'),
    min: calendarDate.optional(),
    max: calendarDate.optional(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('number'),
    min: z.number().optional(),
    max: z.number().optional(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('text'),
    maxLength: z.int().min(1).max(5000).optional(),
  }),
]);

const percentPerYear = z.number().min(0).max(1000);

const cost = z.strictObject({
  item: line(60),
  kind: z.enum(['interest', 'guarantee', 'service', 'insurance', 'other', 'default', 'prepayment']),
  collector: line(100),
  how: line(200),
  standard: line(200),
  annualRate: percentPerYear.optional(),
});

const longestTermMonths = 600;
const loan = { principal: yuan.min(1), termMonths: z.int().min(1).max(longestTermMonths) };

/** Two shapes with one discriminating member each: a method by which the instalments follow, or the instalments. */
const worked = z.union([
  z.strictObject({
    ...loan,
    method: z.enum(['equal_installments', 'equal_principal', 'interest_first', 'bullet']),
  }),
  z.strictObject({
    ...loan,
    schedule: z
      .array(
        z.strictObject({
          month: z.int().min(1).max(longestTermMonths),
          amount: z.number().min(0).max(1_000_000_000_000),
        }),
      )
      .min(1)
      .max(longestTermMonths),
  }),
]);

/** What a lender charges and asks, as it stands beside every form and every campaign. */
export const disclosureSchema = z.strictObject({
  lender: line(100),
  uscc: line(18).optional(),
  lenderType: z.enum(['bank', 'consumer_finance', 'small_loan', 'trust', 'other']).optional(),
  aprMin: percentPerYear,
  aprMax: percentPerYear,
  aprBasis: z.enum(['irr', 'simple']),
  amountMin: yuan,
  // A range that ends at nothing tells nothing.
  amountMax: yuan.min(1),
  termMonths: z.array(z.int().min(1).max(600)).min(1).max(30),
  fees: text(500),
  risk: text(500),
  approvalId: line(100),
  costs: z.array(cost).min(1).max(40).optional(),
  repayment: line(200).optional(),
  worked: worked.optional(),
});

/** Of all fields together: each is read and judged when the form is published. */
const mostOptions = 2000;

export const formSchema = z
  .strictObject({
    title: line(60),
    locale: z.enum(['zh-CN', 'zh-TW', 'en']).default('zh-CN'),
    steps: z
      .array(z.strictObject({ title: line(40).optional(), fields: z.array(field).min(1).max(50) }))
      .min(1)
      .max(10),
    consents: z.array(z.strictObject({ notice: slug, required: z.boolean().default(false) })).max(20),
    disclosure: disclosureSchema.optional(),
    success: z
      .strictObject({ title: line(60).optional(), text: text(500).optional(), share: z.boolean().optional() })
      .optional(),
    theme: themeSchema.optional(),
    dedupeDays: z.int().min(0).max(365).optional(),
  })
  .refine(fewSigns, tooManySigns)
  .refine(({ steps }) => optionsIn(steps) <= mostOptions, {
    path: ['steps'],
    error: `各字段的选项合计最多 ${mostOptions} 个 / at most ${mostOptions} options in all fields together`,
  })
  .meta({ id: 'Form' });

function optionsIn(steps: readonly { fields: readonly z.infer<typeof field>[] }[]): number {
  return steps
    .flatMap(({ fields }) => fields)
    .reduce((sum, one) => sum + ('options' in one ? one.options.length : 0), 0);
}

export type FormDraft = z.infer<typeof formSchema>;
