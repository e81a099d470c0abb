/** Owns reading the corpus: texts of loan marketing, lawful and not, in lines of `rule or topic, tab, text`; must not judge them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LintPart } from '../../../contract/lint/lint-rule.ts';

export interface CorpusText {
  /** The rule that must find it; of a lawful text what it is about. */
  rule: string;
  text: string;
  part: LintPart;
}

/** Rules that hold for one part alone, and topics that are such a part. */
const parts: Readonly<Record<string, LintPart>> = {
  K37: 'notice',
  K40: 'name',
  notice: 'notice',
  name: 'name',
};
const folder = join(import.meta.dirname, 'corpus');

export function readCorpus(kind: 'unlawful' | 'lawful'): CorpusText[] {
  const files = readdirSync(folder).filter((name) => name.startsWith(`${kind}-`));
  return files.sort().flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .trim()
      .split('\n')
      .map((line) => {
        const [rule = '', text = ''] = line.split('\t');
        return { rule, text: unescaped(text), part: parts[rule] ?? 'copy' };
      }),
  );
}

/** Signs that can not be seen are written as \\u200b. */
function unescaped(text: string): string {
  return text.replace(/\\u([0-9a-f]{4})/gu, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
