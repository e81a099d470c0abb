/** Owns how a stored value reads; must not know where it is shown. */
import type { Field, FieldValue } from '../../contract/form.ts';
import type { ReceiptPageWords } from '../../contract/receipt-page.ts';

/** Names of region codes, from the part that knows them. */
export type PlaceName = (code: string) => string;

export function valueText(
  field: Field,
  value: FieldValue | undefined,
  words: Pick<ReceiptPageWords, 'notGiven' | 'yuan' | 'months' | 'comma'>,
  placeName: PlaceName,
): string {
  if (value === undefined) return words.notGiven;
  switch (field.kind) {
    case 'amount':
      return Number(value).toLocaleString('en') + words.yuan;
    case 'term':
      return value + words.months;
    case 'region':
      return placeName(String(value));
    case 'choice':
    case 'multi': {
      const picked = Array.isArray(value) ? value : [value];
      const labels = picked.map((one) => {
        const option = field.options.find((each) => each.value === one);
        return option ? option.label : String(one);
      });
      return labels.join(words.comma);
    }
    default:
      return String(value);
  }
}
