/** Owns reading a request's body: decoded, parsed; must not know what it means, nor how long it may take. */
import * as z from 'zod';
import en from 'zod/v4/locales/en.js';
import zhCN from 'zod/v4/locales/zh-CN.js';
import { hasLoneSurrogate } from '../../contract/canonical-json.ts';
import { type ProblemCode, type Refusal, refuse } from '../../contract/problem.ts';
import { readShape } from '../intake/read-shape.ts';
import { nextTurn } from '../pacing/pace.ts';
import { boundedBytes } from './bounded-body.ts';
import type { Call } from './call.ts';
import { localeOf } from './locale.ts';

/** API.md: a submission over 64 KiB is too large. */
export const submissionLimit = 64 * 1024;
/** Notices and forms are longer than what an applicant sends. */
const configurationLimit = 512 * 1024;

/** A schema judges a value in some ten microseconds, and no form or notice that people write has as many of them. */
const mostValues = 5000;

/** Between looking at, parsing and judging more than this, others have their turn: each takes a millisecond or two. */
const longBytes = 64 * 1024;

/** A form of a page without script has a few short fields. */
const formLimit = 8 * 1024;

/** As a request declares it, without parameters such as `charset`; empty where it declares none. */
export function mediaTypeOf({ headers }: Request): string {
  return (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** The body as a JSON object. `text/plain` is taken too: browsers send it across origins without asking first. */
export async function readObject(
  request: Request,
  limit: number,
  most = mostValues,
): Promise<{ object: Record<string, unknown> } | Refusal> {
  const type = mediaTypeOf(request);
  if (type !== 'application/json' && type !== 'text/plain') return refuse('unsupported_media_type');
  const bytes = await boundedBytes(request, limit);
  if ('refused' in bytes) return bytes;
  if (hasMoreValues(bytes, most)) {
    return refuse('invalid_request', [{ path: '', code: 'too_many_values', params: { max: most } }]);
  }
  const isLong = bytes.length > longBytes;
  try {
    if (isLong) await nextTurn();
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
    const object: unknown = JSON.parse(text);
    if (isLong) await nextTurn();
    return isObject(object) ? { object } : refuse('bad_json');
  } catch {
    return refuse('bad_json');
  }
}

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openList, openObject] = [0x5b, 0x7b];

/** Whether JSON has more than so many values, told before it is parsed: each but the first follows one of three signs. */
function hasMoreValues(json: Uint8Array, most: number): boolean {
  let values = 1;
  let isText = false;
  for (let at = 0; at < json.length && values <= most; at += 1) {
    const sign = json[at];
    if (sign === quote) isText = !isText;
    else if (isText) at += sign === backslash ? 1 : 0;
    else if (sign === comma || sign === openList || sign === openObject) values += 1;
  }
  return values > most;
}

/** The fields of an HTML form, as a page sends them without script. */
export async function readForm(request: Request): Promise<URLSearchParams | Refusal> {
  const type = mediaTypeOf(request);
  if (type !== 'application/x-www-form-urlencoded') return refuse('unsupported_media_type');
  const bytes = await boundedBytes(request, formLimit);
  return 'refused' in bytes ? bytes : new URLSearchParams(new TextDecoder().decode(bytes));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for a body of which everything is optional: it need not be sent. */
export function mayBeLeftOut(schema: z.ZodType): boolean {
  return schema.safeParse(undefined).success;
}

/** Over a real connection a POST of nothing has a body, of no bytes. */
function isEmpty({ body, headers }: Request): boolean {
  return body === null || headers.get('content-length') === '0';
}

/** Reads a configuration body and parses it; findings carry the schema's own words, since a tenant wrote the text. */
export async function readBody<Body extends z.ZodType>(
  call: Call,
  schema: Body,
  rejects: ProblemCode = 'invalid_request',
  most = mostValues,
): Promise<{ body: z.output<Body> } | Refusal> {
  if (schema instanceof z.ZodUndefined || (isEmpty(call.request) && mayBeLeftOut(schema))) {
    return { body: schema.parse(undefined) };
  }
  const read = await readObject(call.request, configurationLimit, most);
  // A body that is wrong as a whole is refused as one that is wrong in a part.
  if ('refused' in read) return read.refused === 'invalid_request' ? { ...read, refused: rejects } : read;
  const locale = localeOf(call.request);
  const { localeError } = locale === 'en' ? en() : zhCN();
  const parsed = readShape(schema, read.object, { error: localeError });
  if (parsed.success) return { body: parsed.data };
  return refuse(
    rejects,
    parsed.error.issues.map((issue) => ({
      path: issue.path.map(String).join('.'),
      code: issue.code,
      params: { hint: hasLoneSurrogate(issue.message) ? '' : inOneLanguage(issue.message, locale) },
    })),
  );
}

/** A rule's own words are written in both languages, `中文 / English`; the library's come in the one asked for. */
function inOneLanguage(words: string, locale: ReturnType<typeof localeOf>): string {
  const [zh = '', en, ...more] = words.split(' / ');
  if (en === undefined || more.length > 0 || !/\p{sc=Han}/u.test(zh)) return words;
  return locale === 'en' ? en : zh;
}
