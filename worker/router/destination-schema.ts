/** Owns the body of a destination, one shape per kind, made from what its adapter takes; must not know how one is kept. */
import * as z from 'zod';
import { isPlainLine, withoutInvisible } from '../../contract/fields/text-form.ts';
import type { Adapter, ConfigMember } from '../delivery/adapter.ts';
import { adapterOf, allAdapters } from '../delivery/adapters.ts';
import { longestTemplate, mostFields } from '../delivery/mapping.ts';
import { regionSchema } from '../publishing/region-schema.ts';
import { slug } from '../publishing/text-schema.ts';
import type { DestinationDraft } from '../tenant/destinations.ts';

const longest = 2048;

/** What was meant: pasting brings blanks and marks that are not seen along, or the whole address around a key. */
function meant(
  typed: string,
  { pastedIn, endsBefore }: Pick<ConfigMember, 'pastedIn' | 'endsBefore'>,
): string {
  const text = withoutInvisible(typed).trim();
  const value = pastedIn?.exec(text)?.[1] ?? text;
  const end = endsBefore === undefined ? -1 : `${value}/`.toLowerCase().indexOf(`${endsBefore}/`);
  return end === -1 ? value : value.slice(0, end);
}

function lineOf(member: Pick<ConfigMember, 'pattern' | 'pastedIn' | 'endsBefore'>) {
  const { pattern } = member;
  const value = z
    .string()
    .min(1)
    .max(longest)
    .refine(isPlainLine, { error: '须为一行文字，不含控制字符 / one line without control characters' });
  const judged =
    pattern === undefined
      ? value
      : value.regex(pattern, {
          error:
            '格式与该平台给出的不符（中间不能有空格，不要带引号或其他文字） / not as the target gives it out (no blank inside, no quotes, nothing around it)',
        });
  return z
    .string()
    .max(longest)
    .transform((typed) => meant(typed, member))
    .pipe(judged);
}

/** A secret may be left out: the one that there is then stays. */
function memberSchema(member: ConfigMember): z.ZodType<string | null | undefined> {
  const value = lineOf(member);
  if (!member.isSecret) return member.isRequired ? value : value.optional();
  const secret = member.isRequired ? value.optional() : value.nullable().optional();
  return secret.meta({
    writeOnly: true,
    description: `Sealed and never shown. Left out, the one that there is stays.${
      member.isRequired ? '' : ' null takes it away.'
    }`,
  });
}

const mapping = z.record(z.string(), z.string().min(1)).meta({
  description:
    `Target field → template, such as "{{lead.values.name | surname}}": at most ${mostFields}, of up to ` +
    `${longestTemplate} characters; paths lead into the data of lead.created. Without it the kind's default holds.`,
});

const anyBase = lineOf({}).meta({
  description: 'Replaces the target’s origin in every request; for development only (JINJIAN_TARGETS=any).',
});

function bodyOf({ kind, members }: Adapter) {
  const own = Object.entries(members).map(([name, member]) => [name, memberSchema(member)] as const);
  return z.strictObject({
    kind: z.literal(kind),
    recipient: slug,
    region: regionSchema.optional(),
    config: z.strictObject({
      mapping: mapping.optional(),
      ...Object.fromEntries<z.ZodType<string | null | undefined>>([['baseUrl', anyBase.optional()], ...own]),
    }),
    enabled: z.boolean().default(true),
  });
}

function oneOfAll() {
  const [first, ...others] = allAdapters.map(bodyOf);
  if (first === undefined) throw new Error('there is no adapter');
  return z.discriminatedUnion('kind', [first, ...others]);
}

const body = oneOfAll();

/** The kind is read first: what is said of the rest is then about this kind alone. */
export const destinationBody = z
  .looseObject({ kind: z.enum(allAdapters.map(({ kind }) => kind)) })
  .pipe(body)
  .meta({
    id: 'Destination',
    discriminator: { propertyName: 'kind' },
    oneOf: z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }).oneOf,
  });

/** A body as the store takes it: what may be shown apart from what may not. */
export function draftOf({
  kind,
  recipient,
  region,
  config,
  enabled,
}: z.output<typeof body>): DestinationDraft {
  const { mapping: own, ...values } = config;
  const isSecret = (name: string) => adapterOf(kind).members[name]?.isSecret === true;
  const secrets: Record<string, string | null> = {};
  const members: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    if (isSecret(name) && (typeof value === 'string' || value === null)) secrets[name] = value;
    // Paths are put behind it.
    else if (typeof value === 'string')
      members[name] = name === 'baseUrl' ? value.replace(/\/{1,9}$/, '') : value;
  }
  return {
    kind,
    recipient,
    region,
    config: { members, ...(own === undefined ? {} : { mapping: own }) },
    secrets,
    enabled,
  };
}
