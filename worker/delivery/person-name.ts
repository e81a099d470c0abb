/** Owns how a full name is parted into family and given name; must not know what either is used for. */

/** Family names of two characters (《中国姓氏》, those in living use). Only a name of three characters or more begins with one. */
const compound = new Set(
  (
    '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 ' +
    '慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 令狐 百里 呼延 东郭 南门 西门 左丘 梁丘 拓跋 轩辕 完颜 纳兰 叶赫 淳于 单于 ' +
    '歐陽 東方 獨孤 南宮 聞人 諸葛 尉遲 鐘離 長孫 鮮于 東郭 軒轅 完顏 納蘭 葉赫 公孫 仲孫 濮陽 澹臺'
  ).split(' '),
);

/** Stars stand for masked characters, so that a preview parts a name as the delivery will. */
const chinese = /^\p{Script=Han}[\p{Script=Han}*]*$/u;

const separator = /[\s·•]/u;

export interface PersonName {
  surname: string;
  /** Empty where the name has one part only. */
  given: string;
}

/**
 * 张三 → 张, 三; 欧阳锋 → 欧阳, 锋; 买买提·阿不都 and Ada Lovelace have the given name first. A name of one part is all
 * surname: most targets can do without the given one only.
 */
export function partName(name: string): PersonName {
  const whole = name.trim();
  if (chinese.test(whole)) {
    const signs = [...whole];
    const length = signs.length >= 3 && compound.has(signs.slice(0, 2).join('')) ? 2 : 1;
    return { surname: signs.slice(0, length).join(''), given: signs.slice(length).join('') };
  }
  const surname = whole.split(separator).findLast((part) => part !== '') ?? '';
  let end = whole.length - surname.length;
  while (end > 0 && separator.test(whole.charAt(end - 1))) end -= 1;
  return { surname, given: whole.slice(0, end) };
}
