/** Owns the estimate of how hard a secret is to guess, from its signs alone; must not know what it opens. */

/** What nobody guesses: 128 bits, as NIST SP 800-131A asks of anything that protects data today. */
export const enoughBits = 128;

/** The size of the alphabet that a text seems to be drawn from. */
function alphabetOf(text: string): number {
  if (/^[0-9]+$/.test(text)) return 10;
  if (/^(?:[0-9a-f]+|[0-9A-F]+)$/.test(text)) return 16;
  const [lower, upper, digit, other] = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/].map((signs) =>
    signs.test(text),
  );
  // One in a hundred base64 texts of 128 bits happens to show no digit.
  const digits = digit || (lower && upper) ? 10 : 0;
  return (lower ? 26 : 0) + (upper ? 26 : 0) + digits + (other ? 33 : 0);
}

/**
 * Signs that do more than go on as the ones before them did: `aaaa`, `abcd` and `9876` tell two each. A random text goes
 * on so once in twenty signs, and is not held to it.
 */
function tellingSigns(text: string): number {
  const codes = [...text].map((sign) => sign.codePointAt(0) ?? 0);
  const steps = codes.map((code, at) => code - (codes[at - 1] ?? 0));
  const telling = steps.filter((step, at) => at < 2 || step !== steps[at - 1]).length;
  return telling < codes.length * 0.75 ? telling : codes.length;
}

/** The shortest text that this one is a repetition of; itself when it is of none. */
function repeated(text: string): string {
  return text.slice(0, `${text}${text}`.indexOf(text, 1));
}

/**
 * An upper bound for a text that people made up, and about right for one that was drawn at random: so many signs of so
 * large an alphabet, and no more signs of it than it shows in a text this long.
 */
export function guessingBits(text: string): number {
  const unit = repeated(text);
  const distinct = new Set(unit).size;
  // Of thirty-two random hexadecimal digits hardly ever fewer than eight are different.
  const alphabet = distinct < 8 ? distinct : alphabetOf(unit);
  return alphabet === 0 ? 0 : tellingSigns(unit) * Math.log2(alphabet);
}

export function isHardToGuess(text: string): boolean {
  return guessingBits(text) >= enoughBits;
}
