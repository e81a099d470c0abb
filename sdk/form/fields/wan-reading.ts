/** Owns how an amount is read in Chinese units; must not know whose it is. */

/** Whole yuan as it is said: `20万元`, `1.5亿元`, `8000元`. No digit is lost. */
export function wanReading(yuan: number): string {
  const unit = yuan >= 1e8 ? 1e8 : yuan >= 1e4 ? 1e4 : 1;
  // 15 significant digits hold every whole yuan and drop what binary division adds.
  return `${Number((yuan / unit).toPrecision(15))}${unit === 1e8 ? '亿' : unit === 1e4 ? '万' : ''}元`;
}
