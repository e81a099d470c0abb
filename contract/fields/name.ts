/** Owns names of people and of companies; must not know where they are used. */
import { tidy } from './text-form.ts';

/**
 * The standard signs of the rare letters that old Windows fonts and GBK kept at U+E815 to U+E864, in this order (GB
 * 18030-2022, bytes FE50 to FEA0).
 */
const standardSigns =
  '⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻';
const firstOldSign = 0xe815;

/** The standard sign in place of one of the private use area; those of no standard stay. */
function withStandardSigns(name: string): string {
  return name.replace(/[\uE815-\uE864]/g, (old) => {
    return [...standardSigns][old.charCodeAt(0) - firstOldSign] ?? old;
  });
}

/** One middle dot for the many that keyboards type; no spaces inside a Chinese name; standard signs; no variants of one. */
export function normaliseName(typed: string): string {
  const name = withStandardSigns(tidy(typed))
    .replace(/[\uFE00-\uFE0F]|[\u{E0100}-\u{E01EF}]/gu, '')
    .replace(/[•‧∙⋅・･．·]/g, '·');
  return /[\p{Script=Han}\p{Co}]/u.test(name) ? name.replace(/ /g, '').replace(/\./g, '·') : name;
}

/** Han characters of every plane, those of old fonts among them, with `·` inside for ethnic names; or Latin letters for foreigners. */
export function isName(name: string): boolean {
  return (
    /^[\p{Script=Han}\p{Co}](?:[\p{Script=Han}\p{Co}·]{0,28}[\p{Script=Han}\p{Co}])$/u.test(name) ||
    /^\p{Script=Latin}[\p{Script=Latin} .'’-]{1,59}$/u.test(name)
  );
}

/** 2 to 100 characters of which one is a letter or a digit: names are registered in many forms. */
export function isCompanyName(name: string): boolean {
  return name.length >= 2 && name.length <= 100 && /[\p{L}\p{N}]/u.test(name);
}
