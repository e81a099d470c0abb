/** Owns what of a target's answer may be kept and shown: nothing personal, nothing secret; must not know the target. */
import { levelled } from '../../contract/plain-text.ts';

const longestKeptAnswer = 500;
/** Of an answer, in characters: what is kept of it stands in its beginning. */
const longestRead = 4096;
/** Each is looked for in all of what is read. Nobody's lead has as many answers. */
const mostHidden = 500;

/** Stays itself under any normalisation. */
const mask = '•';
/** What may be an address of e-mail once there is an `@` in it. */
const words = /[^\s<>"',;:()[\]{}]+/g;
/** Phones, identity numbers and accounts, also in groups. */
const digits = /\d(?:[ .,-]?\d){4,}/g;
/** What looks like a key, a token or a digest. */
const opaque = /[A-Za-z0-9+/_=-]{32,}/g;

/**
 * The answer as one short text, with every value of the lead and every secret masked. When one would be left all the
 * same (a mask can make one with its neighbours), nothing is kept; nor when there are too many to look for.
 * @param values of the lead: texts, numbers, lists of them
 */
export function scrubAnswer(text: string, values: readonly unknown[], secrets: readonly string[]): string {
  const hidden = [...new Set([...values.flatMap(textsOf), ...secrets].map(plain))].filter(
    (one) => one.length >= 2,
  );
  if (hidden.length > mostHidden) return '';
  const whole = plain(decoded(text.slice(0, longestRead)));
  const addresses = spansOf(words, whole).filter(({ from, to }) => whole.slice(from, to).includes('@'));
  const spans = [digits, opaque, ...hidden.map(literal)].flatMap((pattern) => spansOf(pattern, whole));
  // Where the answer was cut off there may be the beginning of one, which nothing tells from other text.
  const longest = hidden.reduce((most, one) => Math.max(most, one.length), longestEscape);
  const end = text.length > longestRead ? Math.max(0, whole.length - longest) : whole.length;
  const masked = withoutSpans(whole.slice(0, end), [...addresses, ...spans]);
  const kept = masked
    .slice(0, longestKeptAnswer)
    .replace(/\p{Cs}/gu, '')
    .trim();
  return hidden.some((one) => isIn(one, kept) || isIn(one, plain(kept))) ? '' : kept;
}

interface Span {
  from: number;
  to: number;
}

function spansOf(pattern: RegExp, text: string): Span[] {
  return [...text.matchAll(pattern)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }));
}

/** One mask for spans that overlap or touch, so that no part of a longer one is left by a shorter one. */
function withoutSpans(text: string, spans: readonly Span[]): string {
  let masked = '';
  let at = 0;
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    if (from > at || masked === '') masked += text.slice(at, from) + mask;
    at = Math.max(at, to);
  }
  return masked + text.slice(at);
}

function isIn(one: string, text: string): boolean {
  return literal(one).test(text) || text.toLowerCase().includes(one.toLowerCase());
}

function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsOf);
  return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
}

/** One spelling: full-width digits and letters as plain ones, no control characters, one space between words. */
function plain(text: string): string {
  return levelled(text)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\s]+/gu, ' ')
    .trim();
}

function literal(text: string): RegExp {
  return new RegExp(text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'giu');
}

/** Of `&#x10ffff;`, in characters. */
const longestEscape = 10;

/** Targets escape what they quote, each in its way: JSON, HTML, URLs. */
function decoded(text: string): string {
  return text
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/&#x([0-9a-f]{1,6});/gi, (whole, code: string) => signOf(Number.parseInt(code, 16), whole))
    .replace(/&#(\d{1,7});/g, (whole, code: string) => signOf(Number(code), whole))
    .replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
      try {
        return decodeURIComponent(run);
      } catch {
        return mask;
      }
    });
}

function signOf(code: number, otherwise: string): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : otherwise;
}
