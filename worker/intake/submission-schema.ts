/** Owns the shape of a submission on the wire; must not know any form. */
import * as z from 'zod';
import { hasLoneSurrogate } from '../../contract/canonical-json.ts';
import { marketingChannels } from '../../contract/notice.ts';
import { submissionIdPattern } from '../../contract/submission.ts';

/**
 * Bounded, well-formed text: what is not could not be hashed (RFC 8785) or would only serve to fill the store. One
 * check for the three, since this is the path of every submission.
 */
const short = (maxLength: number) =>
  z
    .custom<string>(
      (value) => typeof value === 'string' && value.length <= maxLength && !hasLoneSurrogate(value),
    )
    .meta({ type: 'string', maxLength });

/** Characters of a solved challenge: about 700 are needed. */
export const challengeLimit = 8000;

/** An object as JSON makes it. Its members are judged against the form, `__proto__` included. */
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const values = z.custom<Record<string, unknown>>(isObject).meta({
  type: 'object',
  description: 'by field id',
  additionalProperties: true,
});

const time = z.iso.datetime({ offset: true });

/** How a consent was shown, as a browser measures it. */
export const presentationSchema = z.strictObject({
  fontPx: z.number().min(0).max(1000).optional(),
  screenPx: z.number().min(0).max(1000).optional(),
  contrast: z.number().min(0).max(21).nullable().optional(),
  visibleMs: z.number().min(0).max(1e9).optional(),
  scrolledToEnd: z.boolean().optional(),
  trusted: z.boolean().optional(),
});

export const submissionSchema = z
  .strictObject({
    id: z.string().regex(submissionIdPattern),
    form: short(63),
    formVersion: z.int().min(1),
    values,
    grants: z
      .array(
        z.strictObject({
          notice: short(63),
          version: z.int(),
          digest: short(80),
          decision: z.enum(['granted', 'refused']),
          presentation: presentationSchema.optional(),
          channels: z.array(z.enum(marketingChannels)).max(marketingChannels.length).optional(),
        }),
      )
      .max(20),
    ref: short(64).optional(),
    touches: z
      .array(z.strictObject({ ref: short(64), at: time }))
      .max(20)
      .optional(),
    utm: z
      .strictObject({
        source: short(200).optional(),
        medium: short(200).optional(),
        campaign: short(200).optional(),
        term: short(200).optional(),
        content: short(200).optional(),
      })
      .optional(),
    page: z.strictObject({ origin: short(300).optional(), path: short(1000).optional() }).optional(),
    challenge: short(challengeLimit).optional().meta({
      description: 'base64 of the JSON {challenge, solution} as altcha widgets send it, or that JSON',
    }),
    // Of any length: what a browser's autofill puts there must not cost anyone their application.
    trap: z
      .string()
      .optional()
      .meta({ description: 'a field that people do not see; flagged, never stored' }),
    phoneCode: short(10).optional(),
    startedAt: time.optional(),
    declarations: z.strictObject({ adult: z.literal(true).optional() }).optional(),
    costSheet: z.strictObject({ digest: short(80), visibleMs: z.number().min(0).max(1e9) }).optional(),
    sdk: short(40).optional(),
  })
  .meta({ id: 'Submission' });

export type SubmissionShape = z.infer<typeof submissionSchema>;
