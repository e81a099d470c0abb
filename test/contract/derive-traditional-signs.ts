/** Owns deriving the table of Traditional and Japanese signs from OpenCC, and writing it: `node test/contract/derive-traditional-signs.ts`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Converter } from 'opencc-js';

/** Taiwan's, Hong Kong's, OpenCC's own and Japan's, in the order in which they are asked. */
const scripts = ['tw', 'hk', 't', 'jp'] as const;
const writtenIn = ['tw', 'hk', 't'] as const;
const pairsPerLine = 50;

/** Every sign of the basic planes that is written otherwise in Simplified Chinese, with how: 銷销須须. */
export function deriveTraditionalSigns(): string {
  const converters = scripts.map((from) => ({ from, convert: Converter({ from, to: 'cn' }) }));
  const common = commonSigns();
  const once = (sign: string) => {
    // Taiwan writes 么 for 幺; here it is the 么 of 什么.
    if (sign === '么') return sign;
    for (const { from, convert } of converters) {
      const simple = convert(sign);
      if (simple === sign || simple.length !== 1) continue;
      // 予 is 豫 in Japan, and itself here.
      if (from === 'jp' && common.has(sign)) continue;
      return simple;
    }
    return sign;
  };
  const simplified = new Map<string, string>();
  for (let code = 0x3400; code <= 0x9fff; code += 1) {
    const sign = String.fromCharCode(code);
    // 麽 is 麼 is 么.
    const simple = once(once(sign));
    if (simple !== sign) simplified.set(sign, simple);
  }
  // Signs that are written for a common one there, and that the way back does not know: 揹 for 背.
  for (const to of writtenIn) {
    const convert = Converter({ from: 'cn', to });
    for (const sign of common) {
      const written = convert(sign);
      if (written !== sign && written.length === 1 && !common.has(written) && !simplified.has(written)) {
        simplified.set(written, sign);
      }
    }
  }
  const pairs = [...simplified]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flat()
    .join('');
  return pairs;
}

/** The signs of GB 2312, which Simplified Chinese is written in. */
function commonSigns(): Set<string> {
  const rows = Array.from({ length: 0xf7 - 0xb0 + 1 }, (_, at) => 0xb0 + at);
  const bytes = rows.flatMap((row) => Array.from({ length: 94 }, (_, at) => [row, 0xa1 + at]).flat());
  return new Set(new TextDecoder('gbk').decode(Uint8Array.from(bytes)));
}

function moduleOf(pairs: string): string {
  const lines = pairs.match(new RegExp(`.{1,${pairsPerLine * 2}}`, 'gu')) ?? [];
  return `/** Owns the Traditional and Japanese signs with their simplified ones, derived from OpenCC by a script of the tests; must not be edited by hand. */

/** One sign for one, 銷销須须, so that what is found can be quoted from the text as it was written. */
export const traditionalSigns =
${lines.map((line) => `  '${line}'`).join(' +\n')};
`;
}

if (process.argv[1] === import.meta.filename) {
  const path = join(import.meta.dirname, '../../contract/traditional-signs.ts');
  writeFileSync(path, moduleOf(deriveTraditionalSigns()));
}
