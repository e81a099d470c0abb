/** Owns that signatures are WeChat's: the official vector, an independent SHA-1, the exact bytes of any address. */
import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signatureOf } from '../../../worker/wechat/signature.ts';

/** Written from the documentation (JS-SDK, appendix 1) and not from ours: sorted by name, joined, hashed. */
function byTheBook(values: Record<string, string | number>): string {
  const text = Object.keys(values)
    .sort()
    .map((name) => `${name}=${values[name]}`)
    .join('&');
  return createHash('sha1').update(text, 'utf8').digest('hex');
}

const ticket = 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg';

describe('signatureOf', () => {
  test('gives the signature of the official example', async () => {
    const url = 'http://mp.weixin.qq.com?params=value';
    const signature = '0f9de62fce790f9a083d5c99e95740ceb90c27ed';
    expect(await signatureOf(ticket, 'Wm3WZYTPz0wzccnW', 1414587457, url)).toBe(signature);
    expect(await signatureOf(ticket, 'Wm3WZYTPz0wzccnW', 1414587457, `${url}#top`)).toBe(signature);
  });

  test('is the same each time, over the bytes as they are, without the fragment', async () => {
    const rest = fc.string({ unit: 'grapheme', maxLength: 60 });
    const pieces = [fc.webUrl({ withQueryParameters: true }), rest, rest, fc.nat(), rest] as const;
    await fc.assert(
      fc.asyncProperty(...pieces, async (page, more, nonce, time, fragment) => {
        const url = `${page}${more.replaceAll('#', '')}`;
        const expected = byTheBook({ jsapi_ticket: ticket, noncestr: nonce, timestamp: time, url });
        expect(await signatureOf(ticket, nonce, time, url)).toBe(expected);
        expect(await signatureOf(ticket, nonce, time, `${url}#${fragment}`)).toBe(expected);
      }),
    );
  });

  test('tells addresses apart that only a parser would take for one', async () => {
    const spellings = [
      'https://a.example/?from=singlemessage&isappinstalled=0',
      'https://a.example/?from=singlemessage&amp;isappinstalled=0',
      'https://a.example/?isappinstalled=0&from=singlemessage',
      'https://a.example/%E5%BC%A0',
      'https://a.example/%e5%bc%a0',
      'https://a.example',
      'https://a.example/',
    ];
    const signed = await Promise.all(spellings.map((url) => signatureOf(ticket, 'n', 1, url)));
    expect(new Set(signed).size).toBe(spellings.length);
  });
});
