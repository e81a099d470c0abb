/** Owns the schemas of the texts and ids that tenants write; must not know what they are used for. */
import * as z from 'zod';
import { hasUnsafeCharacters, withoutInvisible } from '../../contract/fields/text-form.ts';
import {
  isHostName,
  type OriginFault,
  opaqueOrigin,
  readListedOrigin,
  withAsciiHost,
} from './web-address.ts';

/** What most texts are made of, none of it unsafe: told ten times as fast as looking for each that is. */
const common = /^[\t\n\r -~\u3000-\u3029\u4E00-\u9FFF\uFF01-\uFF5E]*$/;
const readable = (value: string) => common.test(value) || !hasUnsafeCharacters(value);
const unreadable = {
  error: '不能含控制字符、双向控制符或残缺字符 / control, bidi or broken characters are not allowed',
};

/** Characters of all the texts of a notice, form, article or what is linted, together: some fifty printed pages. */
export const mostSigns = 50_000;

/** Characters of every text in a value, however deep. */
function signsIn(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, member) => sum + signsIn(member), 0);
}

export const fewSigns = (value: unknown): boolean => signsIn(value) <= mostSigns;
export const tooManySigns = {
  error: `文字合计最多 ${mostSigns} 字 / at most ${mostSigns} characters in all`,
};

/** Text of one or more lines. */
export function text(max: number) {
  return z.string().trim().min(1).max(max, { abort: true }).refine(readable, unreadable);
}

/** Text of one line. */
export function line(max: number) {
  return text(max).refine((value) => !/[\r\n]/.test(value), { error: '须为一行文字 / must be one line' });
}

/** An id that a tenant picks: form, notice, recipient, destination, campaign. */
export const slug = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, {
  error:
    '小写字母、数字、- 和 _，以字母或数字开头 / lower-case letters, digits, - and _, starting with a letter or digit',
});

const originFaults: Record<OriginFault, string> = {
  not_an_origin: '网站来源，如 https://partner.example / an origin such as https://partner.example',
  wildcard:
    '不接受通配符：其下任何网站都能嵌入表单，请逐个写明，如 https://bj.partner.example / no wildcards: each site below would be let in, whoever runs it. List them one by one, as https://bj.partner.example',
};

/** An origin as browsers send it, whichever way its host is written; or the opaque one. */
export const origin = z
  .string()
  .max(300)
  .transform((value, context) => {
    const given = withoutInvisible(value).trim();
    if (given === opaqueOrigin) return given;
    const read = readListedOrigin(given);
    if ('origin' in read) return read.origin;
    const { fault, meant } = read;
    const message =
      meant === undefined ? originFaults[fault] : `只写网站来源：${meant} / the origin alone: ${meant}`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  })
  .meta({
    description:
      'Scheme and host, as in https://partner.example, without wildcards. A host beyond ASCII may be written either ' +
      'way, and is kept as browsers send it (xn--…). The text "null" stands for every page without an origin, such ' +
      "as a frame sandboxed without allow-same-origin: listed, it opens the visitor's side to any such page of anyone.",
  });

export const rfc3339 = z.iso.datetime({ offset: true });

/** The https address of a file on a public host that a page of ours may show: without user, port tricks or fragment. */
function httpsFile(what: { zh: string; en: string }) {
  return z
    .string()
    .max(500)
    .transform((value, context) => {
      const address = withAsciiHost(value);
      if (address !== null && isPublicFile(address)) return address;
      context.addIssue({
        code: 'custom',
        message: `${what.zh} 的 https 地址 / the https address of ${what.en}`,
      });
      return z.NEVER;
    });
}

function isPublicFile(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, href, username, password, hash, hostname } = new URL(address);
  return (
    protocol === 'https:' &&
    href === address &&
    username + password + hash === '' &&
    isHostName(hostname) &&
    /\.[a-z][a-z0-9-]*$/.test(hostname) &&
    // Signs that would end a source in a policy.
    !/[;,\s'"]/.test(address)
  );
}

export const picture = httpsFile({ zh: '图片', en: 'a picture' });
export const video = httpsFile({ zh: '视频', en: 'a video' });
