/** Owns how typed text is brought to one form before it is judged; must not know what kind of field it came from. */

/** Full-width letters, digits and signs to ASCII, the ideographic space to a space: what Chinese keyboards produce. */
export function toHalfWidth(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ');
}

/** NFC, trimmed, runs of white space as one space. */
export function tidy(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

/**
 * True for text that could mislead or break whoever reads it: controls, lone surrogates, bidi overrides and
 * isolates (Unicode TR36), zero-width marks.
 */
export function hasUnsafeCharacters(text: string): boolean {
  return (
    // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what is looked for
    /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/.test(
      text,
    ) || /[\uD800-\uDFFF]/u.test(text)
  );
}

/** True for one line of text, without tabs and without anything unsafe. */
export function isPlainLine(text: string): boolean {
  return !hasUnsafeCharacters(text) && !/[\t\r\n\u0085\u2028\u2029]/.test(text);
}
