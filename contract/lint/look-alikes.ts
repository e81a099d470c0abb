/** Owns signs and words written to slip past a reader of copy, each with what it stands for; must not know any rule. */

/** One sign for one, so that places stay where they are. Only signs that mean little by themselves in copy. */
const signs = new Map(
  '渺秒 淼秒 緲秒 薇微 坎槛 怔征 佂征 〇0 ○0 佰百 仟千 萬万 壹一 贰二 叁三 肆四 伍五 陆六 柒七 捌八 玖九 拾十 囗口 氵水'
    .split(' ')
    .map((pair) => [pair.charAt(0), pair.charAt(1)] as const),
);

/** Bare signs with look-alikes levelled; of the same length. */
export function withoutLookAlikes(bare: string): string {
  return Array.from(bare, (sign) => signs.get(sign) ?? sign).join('');
}
