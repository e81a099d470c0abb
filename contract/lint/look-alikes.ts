/** Owns single signs written to slip past a reader of copy, each with what it stands for; must not know words or rules. */

/** A sign, and what it is read as. Only signs that mean little by themselves in copy. */
const pairs =
  '渺秒 淼秒 緲秒 缈秒 薇微 坎槛 怔征 佂征 帐账 歀款 揹背 ロ口 囗口 氵水 〇0 ○0 ◯0 ⭕0 佰百 仟千 萬万 壹一 贰二 叁三 肆四 伍五 陆六 柒七 捌八 玖九 拾十 ' +
  '+加 ➕加 νv ѵv χx хx оo οo аa αa еe рp сc іi ωw 🛰卫星 🐧企鹅 🇻v 🇽x 🇼w 🇶q ⓿0 🄋0 🄌0';

const signs = new Map(
  pairs.split(' ').map((pair) => {
    const [sign = '', ...plain] = pair;
    return [sign, plain.join('')] as const;
  }),
);

/** Figures and letters in a circle or a square that Unicode gives no plain form, by where their rows begin. */
const rows: [first: number, plain: string][] = [
  [0x24f5, '123456789十'],
  [0x2776, '123456789十'],
  [0x2780, '123456789十'],
  [0x278a, '123456789十'],
  [0x1f150, 'abcdefghijklmnopqrstuvwxyz'],
  [0x1f170, 'abcdefghijklmnopqrstuvwxyz'],
];
for (const [first, plain] of rows) {
  Array.from(plain).forEach((sign, at) => {
    signs.set(String.fromCodePoint(first + at), sign);
  });
}

/** What a sign stands for, or undefined for itself: a letter without its accent, a look-alike. */
export function plainSign(sign: string): string | undefined {
  return signs.get(sign) ?? (sign >= '\u00c0' && sign <= '\u1eff' ? unaccented(sign) : undefined);
}

function unaccented(sign: string): string | undefined {
  const letter = sign.normalize('NFD').charAt(0);
  return /[a-z]/.test(letter) ? letter : undefined;
}

/**
 * Letters for figures: an o for a 0 and an l for a 1, beside figures or alone ("1O分钟", "O门槛"). Of the same length.
 */
export function withFigures(bare: string): string {
  return bare
    .replace(/(?<=[0-9])[ol]{1,8}(?=[wk]?(?![a-z]))/gu, asFigures)
    .replace(/(?<![a-z])[ol]{1,8}(?=[0-9])/gu, asFigures)
    .replace(/(?<![a-z0-9])o(?![a-z0-9])/gu, asFigures);
}

function asFigures(letters: string): string {
  return letters.replace(/o/g, '0').replace(/l/g, '1');
}
