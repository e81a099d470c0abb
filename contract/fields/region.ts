/** Owns what a region code is (GB/T 2260): six digits of an existing province; must not know names, cities or counties. */

/** The two digits of each province, autonomous region, municipality and special administrative region. */
const province = '(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])';
const code = new RegExp(`^${province}\\d{4}$`);
const provinceAlone = new RegExp(`^${province}$`);

/** Six digits with a province that exists. Lower levels change by decree every year, so they are not judged. */
export function isRegionCode(text: string): boolean {
  return code.test(text);
}

/** Two digits: a province was chosen, and no city of it yet. */
export function isProvinceAlone(text: string): boolean {
  return provinceAlone.test(text);
}
