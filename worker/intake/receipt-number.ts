/** Owns how a receipt's number is read from what a person typed or pasted; must not know whether there is such a receipt. */
import { toHalfWidth, withoutInvisible } from '../../contract/fields/text-form.ts';

/** The number has no 0, 1 or 8: typed from paper they are the letters that look like them. */
const lookAlikes: Record<string, string> = { '0': 'o', '1': 'l', '8': 'b' };

/**
 * The id in it, whatever stands around it (an address, 编号：) and however it was grouped; null where there is none.
 * Blanks and hyphens may stand anywhere but inside the tenant's name, and for the low lines too.
 */
export function receiptIdIn(typed: string): string | null {
  const text = withoutInvisible(toHalfWidth(typed)).toLowerCase().replace(/[—–]/g, '_');
  for (let at = text.indexOf('rc'); at >= 0; at = text.indexOf('rc', at + 1)) {
    const id = isSign(text, at - 1) ? null : idBehind(text.slice(at + 2, at + longestWritten));
    if (id !== null) return id;
  }
  return null;
}

/** Far longer than anybody writes it, however it is grouped. */
const longestWritten = 200;
const tailLength = 26;
const shortestTenant = 3;
const longestTenant = 31;

/** @param written what follows `rc`: the tenant ends at the first separator behind which a whole tail stands */
function idBehind(written: string): string | null {
  const from = afterSeparators(written, 0);
  if (from === 0) return null;
  for (let to = from + shortestTenant; to <= from + longestTenant; to += 1) {
    if (afterSeparators(written, to) === to) continue;
    const tenant = written.slice(from, to);
    const tail = tailAt(written, afterSeparators(written, to));
    if (tail !== null && /^[a-z0-9-]+$/.test(tenant)) return `rc_${tenant}_${tail}`;
  }
  return null;
}

function tailAt(written: string, from: number): string | null {
  let tail = '';
  let at = from;
  while (tail.length < tailLength && isSign(written, at)) {
    tail += written.charAt(at);
    at = tail.length < tailLength ? afterSeparators(written, at + 1) : at + 1;
  }
  const plain = tail.replace(/[018]/g, (sign) => lookAlikes[sign] ?? sign);
  return /^[a-z2-7]{26}$/.test(plain) && !isSign(written, at) ? plain : null;
}

function isSign(text: string, at: number): boolean {
  return /[a-z0-9]/.test(text.charAt(at));
}

function afterSeparators(text: string, from: number): number {
  let at = from;
  while (/[\s_-]/.test(text.charAt(at))) at += 1;
  return at;
}
