/** Owns how typed text is brought to one form before it is judged; must not know what kind of field it came from. */

/** Full-width letters, digits and signs to ASCII, the ideographic space to a space: what Chinese keyboards produce. */
export function toHalfWidth(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ');
}

/** An emoji that the next one is joined to: the joiner between them is text (UTS 51). */
const joined =
  /(\p{Extended_Pictographic}\uFE0F?[\u{1F3FB}-\u{1F3FF}]?)\u200D(?=\p{Extended_Pictographic})/gu;
/** Soft hyphens, zero-width marks, direction marks, overrides and isolates, byte order marks. */
const invisible = /\u034F|[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/g;

/** Whatever `withoutInvisible` takes out or changes: most texts hold none of it. */
const touched = /\u034F|[\u00A0\u00AD\u061C\u180E\u2007\u200B-\u200F\u202A-\u202F\u2060-\u206F\uFDD0\uFEFF]/;

/**
 * Without the marks that come along unseen from contacts, messengers, word processors and spreadsheets, and with spaces
 * that do not break as plain ones.
 */
export function withoutInvisible(text: string): string {
  if (!touched.test(text)) return text;
  return (
    text
      .replace(/\uFDD0/g, '')
      // A noncharacter, which no text holds, stands for such a joiner while the others are taken out.
      .replace(joined, '$1\uFDD0')
      .replace(invisible, '')
      .replace(/\uFDD0/g, '\u200D')
      .replace(/[\u00A0\u2007\u202F]/g, ' ')
  );
}

/** NFC, trimmed, runs of white space as one space. */
export function tidy(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

/**
 * True for text that could mislead or break whoever reads it: controls, lone surrogates, bidi overrides and
 * isolates (Unicode TR36), zero-width marks other than those that join emoji, heaps of more marks on one sign than any
 * script has (UAX #15, Stream-Safe Text Format), which a runtime sorts in the square of their number.
 */
export function hasUnsafeCharacters(text: string): boolean {
  const plain = text.includes('\u200D') ? text.replace(joined, '$1') : text;
  return (
    // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what is looked for
    /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/.test(
      plain,
    ) || /[\uD800-\uDFFF]|\p{M}{31}/u.test(plain)
  );
}

/** True for one line of text, without tabs and without anything unsafe. */
export function isPlainLine(text: string): boolean {
  return !hasUnsafeCharacters(text) && !/[\t\r\n\u0085\u2028\u2029]/.test(text);
}
