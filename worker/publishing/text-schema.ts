/** Owns the schemas of the texts and ids that tenants write; must not know what they are used for. */
import * as z from 'zod';
import { hasUnsafeCharacters } from '../../contract/fields/text-form.ts';

const readable = (value: string) => !hasUnsafeCharacters(value);
const unreadable = {
  error: '不能含控制字符、双向控制符或残缺字符 / control, bidi or broken characters are not allowed',
};

/** Text of one or more lines. */
export function text(max: number) {
  return z.string().trim().min(1).max(max).refine(readable, unreadable);
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

/** What a browser sends as the origin of a sandboxed frame, a `file:` or a `data:` page. */
export const opaqueOrigin = 'null';

/** An origin as browsers send it: scheme and host, port when not the default, nothing else; or the opaque one. */
export const origin = z
  .string()
  .refine(
    (value) => {
      try {
        return value === opaqueOrigin || (/^https?:\/\//.test(value) && new URL(value).origin === value);
      } catch {
        return false;
      }
    },
    { error: '网站来源，如 https://partner.example / an origin such as https://partner.example' },
  )
  .meta({
    description:
      'Scheme and host, as in https://partner.example. The text "null" stands for every page without an origin, such ' +
      "as a frame sandboxed without allow-same-origin: listed, it opens the visitor's side to any such page of anyone.",
  });

export const rfc3339 = z.iso.datetime({ offset: true });

/** The https address of a file on a public host that a page of ours may show: without user, port tricks or fragment. */
function httpsFile(what: { zh: string; en: string }) {
  return z
    .string()
    .max(500)
    .refine(
      (value) => {
        try {
          const url = new URL(value);
          return (
            url.protocol === 'https:' &&
            url.href === value &&
            url.username === '' &&
            url.password === '' &&
            url.hash === '' &&
            /\.[a-z][a-z0-9-]*$/.test(url.hostname) &&
            // Signs that would end a source in a policy.
            !/[;,\s'"]/.test(value)
          );
        } catch {
          return false;
        }
      },
      { error: `${what.zh} 的 https 地址 / the https address of ${what.en}` },
    );
}

export const picture = httpsFile({ zh: '图片', en: 'a picture' });
export const video = httpsFile({ zh: '视频', en: 'a video' });
