/** Owns one field of each kind for the corpus; must not know any sample. */
import type { Field } from '../../contract/form.ts';

const asked = { label: '问', purpose: '用于联系' };
const options = ['stock', 'rent', '工资', 'constructor'].map((value) => ({ value, label: value }));

export const fields = {
  name: { id: 'name', kind: 'name', ...asked },
  phone: { id: 'phone', kind: 'phone', ...asked },
  id_number: { id: 'id_number', kind: 'id_number', ...asked },
  uscc: { id: 'uscc', kind: 'uscc', ...asked },
  company: { id: 'company', kind: 'company', ...asked },
  region: { id: 'region', kind: 'region', ...asked },
  email: { id: 'email', kind: 'email', ...asked },
  amount: { id: 'amount', kind: 'amount', min: 10_000, max: 500_000, step: 1000, ...asked },
  openAmount: { id: 'open_amount', kind: 'amount', ...asked },
  term: { id: 'term', kind: 'term', options: [12, 24, 36], ...asked },
  choice: { id: 'choice', kind: 'choice', options, ...asked },
  multi: { id: 'multi', kind: 'multi', options, max: 2, ...asked },
  date: { id: 'date', kind: 'date', min: '2000-02-29', max: '2026-12-31', ...asked },
  number: { id: 'number', kind: 'number', min: -5, max: 99.5, ...asked },
  openNumber: { id: 'open_number', kind: 'number', ...asked },
  text: { id: 'text', kind: 'text', maxLength: 5, ...asked },
  openText: { id: 'open_text', kind: 'text', ...asked },
} as const satisfies Record<string, Field>;

export type CorpusField = keyof typeof fields;
