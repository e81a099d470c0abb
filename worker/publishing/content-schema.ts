/** Owns the shape in which articles and videos are submitted, and which words in them are copy; must not judge these or know campaigns. */
import * as z from 'zod';
import type { ContentDraft } from '../../contract/content.ts';
import type { LintedText } from '../../contract/lint/linted-texts.ts';
import { blocksSchema } from './notice-schema.ts';
import { fewSigns, line, picture, slug, text, tooManySigns, video } from './text-schema.ts';

const article = z
  .strictObject({
    kind: z.literal('article'),
    title: line(60),
    blocks: blocksSchema,
    form: slug.optional(),
    campaign: slug.optional(),
  })
  .refine(fewSigns, tooManySigns)
  .refine(({ form, campaign }) => (form === undefined) !== (campaign === undefined), {
    error: 'form 与 campaign 二选一 / either a form or a campaign',
    path: ['form'],
  });

export const contentSchema = z
  .discriminatedUnion('kind', [
    article,
    z.strictObject({
      kind: z.literal('video'),
      title: line(60),
      url: video,
      poster: picture.optional(),
      transcript: text(5000).optional(),
      campaign: slug,
    }),
  ])
  .meta({ id: 'Content' });

/** Everything that people will read, each with its place. */
export function textsOfContent(content: ContentDraft): LintedText[] {
  return wordsOf(content).map((one) => ({ ...one, part: 'copy' }));
}

function wordsOf(content: ContentDraft): { path: string; text: string }[] {
  const title = { path: 'title', text: content.title };
  if (content.kind === 'video')
    return [
      title,
      ...(content.transcript === undefined ? [] : [{ path: 'transcript', text: content.transcript }]),
    ];
  const blocks = content.blocks.flatMap((block, at) =>
    block.type === 'list'
      ? block.items.map((item, place) => ({ path: `blocks.${at}.items.${place}`, text: item }))
      : [{ path: `blocks.${at}.text`, text: block.text }],
  );
  return [title, ...blocks];
}
