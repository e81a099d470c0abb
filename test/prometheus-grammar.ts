/** Owns the grammar of Prometheus' text format 0.0.4, from its documentation, for tests; must not read what is measured. */

const name = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const label = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\["\\\\n])*"';
/** As Go's `strconv.ParseFloat` takes it, and the three names. */
const value = '(?:[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?|NaN|[+-]Inf)';
const line = new RegExp(
  `^(?:# HELP ${name} (?:[^\\\\\\n]|\\\\[\\\\n])*|# TYPE ${name} (?:counter|gauge|histogram)|${name}(?:\\{${label}(?:,${label})*\\})? ${value})$`,
  'u',
);

/** Lines that break the grammar. Every line ends with a line feed, the last one too. */
export function linesOutOfGrammar(text: string): string[] {
  const lines = text.split('\n');
  const last = lines.pop();
  return [...lines.filter((one) => !line.test(one)), ...(last === '' ? [] : [`no line feed after: ${last}`])];
}
