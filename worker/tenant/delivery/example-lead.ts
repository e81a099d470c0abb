/** Owns a made-up lead, plainly so, for showing what a target would be sent; must not know targets. */
import type { ConsentEntry } from '../../../contract/event.ts';
import {
  type Field,
  type FieldValue,
  fieldsOf,
  type PublishedForm,
  type Values,
} from '../../../contract/form.ts';
import type { PublishedNotice } from '../../../contract/notice.ts';
import { channelsOf } from '../../delivery/marketing-channels.ts';

/** A number that no operator gives out, the sample number of GB 11643, the sample code of GB 32100: nobody's. */
function exampleValue(field: Field): FieldValue {
  switch (field.kind) {
    case 'name':
      return '张示例';
    case 'phone':
      return '13800138000';
    case 'id_number':
      return '11010519491231002X';
    case 'uscc':
      return '91350100M000100Y43';
    case 'company':
      return '示例有限公司';
    case 'region':
      return '350100';
    case 'amount':
      return field.min ?? 100_000;
    case 'term':
      return field.options[0] ?? 12;
    case 'choice':
      return field.options[0]?.value ?? '示例';
    case 'multi':
      return field.options.slice(0, 2).map(({ value }) => value);
    case 'date':
      return field.min ?? '2020-01-01';
    case 'number':
      return field.min ?? 1;
    case 'email':
      return 'shili@example.com';
    case 'text':
      return '示例';
  }
}

/** What a tenant without a published form is shown. */
const plainValues: Values = {
  name: '张示例',
  phone: '13800138000',
  email: 'shili@example.com',
  company: '示例有限公司',
  amount: 100_000,
};

/** An answer to every field of a form; without one, to those that most forms have. */
export function exampleValues(form: PublishedForm | null): Values {
  if (form === null) return plainValues;
  return Object.fromEntries(fieldsOf(form).map((field) => [field.id, exampleValue(field)]));
}

/** A grant of a notice that was never given, and so has no entry in the ledger. */
export function exampleConsent(notice: PublishedNotice, at: string): ConsentEntry {
  return {
    notice: notice.id,
    version: notice.version,
    digest: notice.digest,
    kind: notice.kind,
    decision: 'granted',
    at,
    recipients: notice.recipients ?? [],
    ...(notice.kind === 'marketing' ? { channels: [...channelsOf(notice)], suppressed: [] } : {}),
    entry: { index: 0, leafHash: 'example' },
  };
}
