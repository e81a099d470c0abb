/** Owns the shape in which a notice is submitted for publication; must not judge its duties. */
import * as z from 'zod';
import { marketingChannels } from '../../contract/notice.ts';
import { fewSigns, line, slug, text, tooManySigns } from './text-schema.ts';

const strong = z.literal(true).optional();

export const blockSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('heading'), text: text(200), strong }),
  z.strictObject({ type: z.literal('paragraph'), text: text(5000), strong }),
  z.strictObject({ type: z.literal('list'), items: z.array(text(2000)).min(1).max(100), strong }),
]);

const mostBlocks = 200;
/** Of all lists together. */
const mostItems = 1000;

/** What a text is made of: a notice, an article. */
export const blocksSchema = z
  .array(blockSchema)
  .min(1)
  .max(mostBlocks)
  .refine((blocks) => itemsIn(blocks) <= mostItems, {
    error: `各列表合计最多 ${mostItems} 项 / at most ${mostItems} items in all lists together`,
  });

function itemsIn(blocks: readonly z.infer<typeof blockSchema>[]): number {
  return blocks.reduce((sum, block) => sum + (block.type === 'list' ? block.items.length : 0), 0);
}

/** Duties are optional here: a missing one is a finding of the publishing check, told together with all others. */
export const noticeSchema = z
  .strictObject({
    id: slug,
    kind: z.enum([
      'privacy',
      'sensitive',
      'provide',
      'credit_query',
      'credit_report',
      'marketing',
      'cross_border',
    ]),
    locale: z.enum(['zh-CN', 'zh-TW', 'en']),
    title: line(100),
    blocks: blocksSchema,
    summary: line(300).optional(),
    recipients: z.array(slug).max(20).optional(),
    fields: z.array(line(40)).max(100).optional(),
    channels: z
      .array(z.enum(marketingChannels))
      .min(1)
      .max(marketingChannels.length)
      .refine((channels) => new Set(channels).size === channels.length, {
        error: '渠道不能重复 / a channel twice',
      })
      .optional(),
    bureaus: z.array(line(100)).max(10).optional(),
    purposes: z.array(line(500)).max(30).optional(),
    infoKinds: z.array(line(200)).max(60).optional(),
    retention: text(1000).optional(),
    refusal: text(1000).optional(),
    withdrawal: text(1000).optional(),
    contact: text(500).optional(),
    creditPurpose: z
      .enum(['loan_review', 'card_review', 'guarantor_review', 'post_loan', 'legal_representative'])
      .optional(),
    validity: z
      .strictObject({ days: z.int().min(1).max(3650), maxQueries: z.int().min(1).max(1000) })
      .optional(),
    minReadingSeconds: z.int().min(0).max(120).optional(),
  })
  .refine(fewSigns, tooManySigns)
  .meta({ id: 'Notice' });

export type NoticeDraft = z.infer<typeof noticeSchema>;
