/** Owns how answers look on the wire, problems included (RFC 9457); must not know why one is given. */
import type { Locale } from '../../contract/form.ts';
import { en } from '../../contract/messages/en.ts';
import { wordFinding } from '../../contract/messages/word-finding.ts';
import { zhCn } from '../../contract/messages/zh-cn.ts';
import { zhTw } from '../../contract/messages/zh-tw.ts';
import { type Finding, type Problem, problemStatus, type Refusal } from '../../contract/problem.ts';
import { configurationMessages } from './configuration-messages.ts';
import { destinationMessages } from './destination-messages.ts';
import { loanMessages } from './loan-messages.ts';
import { titles } from './problem-titles.ts';
import { receiptMessages } from './receipt-messages.ts';

const fieldMessages: Record<Locale, Record<string, string>> = { 'zh-CN': zhCn, 'zh-TW': zhTw, en };
const andMore: Record<Locale, (more: number) => string> = {
  'zh-CN': (more) => `另有 ${more} 项未列出，请先改正以上各项`,
  'zh-TW': (more) => `另有 ${more} 項未列出，請先改正以上各項`,
  en: (more) => `and ${more} more; correct these first`,
};
const thisField: Record<Locale, string> = { 'zh-CN': '此项', 'zh-TW': '此項', en: 'This field' };

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
  });
}

export function empty(status: 204 | 202): Response {
  return new Response(null, { status, headers: { 'cache-control': 'no-store' } });
}

export function html(body: string, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(body, { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers } });
}

/** What one finding says to people: the schema library's own words if it has any. A code without words of its own gets the general sentence, never an empty one. */
function messageOf(finding: Finding, locale: Locale): string {
  const hint = finding.params?.hint;
  if (typeof hint === 'string' && hint !== '') return hint;
  if (finding.reason !== undefined) return finding.reason[locale === 'en' ? 'en' : 'zh'];
  // Whoever configures a tenant reads Simplified Chinese or English.
  const words = {
    ...configurationMessages[locale === 'en' ? 'en' : 'zh-CN'],
    ...destinationMessages[locale === 'en' ? 'en' : 'zh-CN'],
    ...loanMessages[locale === 'en' ? 'en' : 'zh-CN'],
    ...receiptMessages[locale],
    ...fieldMessages[locale],
  };
  const message = wordFinding(
    words,
    finding.code,
    { label: thisField[locale], ...finding.params },
    finding.because,
  );
  return message !== '' ? message : wordFinding(words, 'invalid_shape', {});
}

/** A finding that names what was sent, thousands of unknown members for instance, is told in so many characters. */
const longestTold = 500;

function shortened(text: string): string {
  return text.length <= longestTold ? text : `${text.slice(0, longestTold).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** A finding on the wire. Those on a published text also name rule, law and the words found. */
export function findingView(
  { rule, phrase, source, level, at, suggestion, ...finding }: Finding,
  locale: Locale,
) {
  const said = locale === 'en' ? 'en' : 'zh';
  return {
    path: shortened(finding.path),
    code: finding.code,
    message: shortened(messageOf(finding, locale)),
    ...(rule === undefined ? {} : { rule }),
    ...(phrase === undefined ? {} : { phrase }),
    ...(source === undefined ? {} : { source }),
    ...(level === undefined ? {} : { level }),
    ...(at === undefined ? {} : { at }),
    ...(suggestion === undefined
      ? {}
      : { reason: finding.reason?.[said] ?? '', suggestion: suggestion[said] }),
  };
}

/** What will not work of something that was saved all the same, as its answer tells it; nothing where all will. */
export function adviceOf(
  findings: readonly Finding[],
  locale: Locale,
): { advice?: ReturnType<typeof findingView>[] } {
  return findings.length === 0 ? {} : { advice: findings.map((finding) => findingView(finding, locale)) };
}

/** The one place where a refusal becomes HTTP. */
export function problem(refusal: Refusal, requestId: string, locale: Locale): Response {
  const { refused: code, errors, more, retryAfterSeconds } = refusal;
  const status = problemStatus[code];
  const body: Problem = {
    type: `urn:jinjian:problem:${code}`,
    title: titles[code][locale],
    status,
    code,
    ...(more === undefined ? {} : { detail: andMore[locale](more) }),
    requestId,
    ...(errors === undefined
      ? {}
      : {
          errors: errors.map((finding) => findingView(finding, locale)),
        }),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      'content-language': locale,
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
      ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
    },
  });
}
