/** Owns running the corpus through the contract, the same way in every runtime; must not know which runtime it is. */
import { judgeValues } from '../../contract/judge-values.ts';
import { corpus, corpusToday, type Expected, strangeBodies } from './corpus.ts';
import { fields } from './corpus-fields.ts';

/** What each sample came to, in the corpus's order. */
export function corpusOutcomes(): Expected[] {
  return corpus.map(({ field, raw }) => {
    const { id } = fields[field];
    const judged = judgeValues({ steps: [{ fields: [fields[field]] }] }, { [id]: raw }, corpusToday);
    if ('errors' in judged) return { code: judged.errors.map((one) => one.code).join(' ') };
    const value = judged.values[id];
    return value === undefined ? 'no answer' : { value };
  });
}

/** Paths and codes that each strange body came to, and whether anything was written where it does not belong. */
export function strangeOutcomes(): { findings: string[]; polluted: boolean }[] {
  return strangeBodies.map((text) => {
    const judged = judgeValues({ steps: [{ fields: [fields.name] }] }, JSON.parse(text), corpusToday);
    const findings = 'errors' in judged ? judged.errors.map(({ path, code }) => `${path} ${code}`) : [];
    return { findings, polluted: 'polluted' in {} || 'name' in {} };
  });
}

/** Both as one text, to be carried out of another runtime. */
export function corpusReport(): string {
  return JSON.stringify([corpusOutcomes(), strangeOutcomes()]);
}
