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
  const [, tenant = '', tail = ''] =
    /(?:^|[^a-z0-9])rc[\s_-]+([a-z0-9-]{3,31}?)[\s_-]+((?:[a-z0-9][\s_-]*){26})(?![a-z0-9])/.exec(text) ?? [];
  const plain = tail.replace(/[\s_-]/g, '').replace(/[018]/g, (sign) => lookAlikes[sign] ?? sign);
  return /^[a-z2-7]{26}$/.test(plain) ? `rc_${tenant}_${plain}` : null;
}
