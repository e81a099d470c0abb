/** Owns reading a CRM's own message as a report, by a tenant's mapping; must not know who sent it, or store anything. */
import type { Finding } from '../../contract/problem.ts';
import { toHex } from '../encoding/bytes.ts';
import { sha256 } from '../encoding/digest.ts';
import { type Report, reportSchema } from './outcome-schema.ts';
import type { ReportFields, Stages } from './stage-words.ts';

export type IdentifiedReport = Report & { id: string };

/** The report, `ignored` for a stage that tells nothing, or what is wrong with the message, by the path in it. */
export function readReport(
  message: unknown,
  fields: ReportFields,
  stages: Stages,
): IdentifiedReport | 'ignored' | Finding[] {
  const word = textOf(at(message, fields.stage));
  if (word === undefined) return [{ path: fields.stage, code: 'required' }];
  const type = Object.hasOwn(stages, word) ? stages[word] : undefined;
  if (type === undefined) return [{ path: fields.stage, code: 'unknown_stage' }];
  if (type === null) return 'ignored';
  const told = {
    lead: textOf(at(message, fields.lead)),
    id: textOf(at(message, fields.id)),
    type,
    at: timeOf(at(message, fields.at)),
    amount: amountOf(at(message, fields.amount)),
    reason: textOf(at(message, fields.reason)),
  };
  const read = reportSchema.safeParse(told);
  if (read.success) return { ...read.data, id: read.data.id ?? ownId(read.data) };
  return read.error.issues.map(({ path }) => {
    const name = String(path[0]);
    return { path: isField(fields, name) ? fields[name] : name, code: 'invalid_shape' };
  });
}

/** For a CRM that gives its messages no ids: what says the same of the same lead is the same report. */
function ownId({ lead, type, at: told, amount }: Report): string {
  return `auto_${toHex(sha256(JSON.stringify([lead, type, told ?? null, amount ?? null]))).slice(0, 32)}`;
}

function isField(fields: ReportFields, name: string): name is keyof ReportFields {
  return Object.hasOwn(fields, name);
}

/** Along own properties alone: no path leads to what JavaScript puts behind an object. */
function at(message: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    return Reflect.get(value, name);
  }, message);
}

/** Forms and CRMs send empty text for what is not there. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return undefined;
  return value.trim() === '' ? undefined : value.trim();
}

/** RFC 3339, milliseconds since 1970, or a time without zone, which is China's. Anything else is left to be refused. */
function timeOf(value: unknown): string | undefined {
  const text = textOf(value);
  if (text === undefined) return undefined;
  if (/^\d{13}$/.test(text)) return new Date(Number(text)).toISOString();
  const local = /^(\d{4})[-/](\d\d)[-/](\d\d)(?:[ T](\d\d:\d\d)(:\d\d)?)?$/.exec(text);
  if (local === null) return text;
  const [, year, month, day, minute = '00:00', second = ':00'] = local;
  return `${year}-${month}-${day}T${minute}${second}+08:00`;
}

/** Whole yuan, also where a CRM writes `500,000.00`. What is no number is left to be refused. */
function amountOf(value: unknown): unknown {
  const text = textOf(value);
  if (text === undefined) return undefined;
  const plain = text.replace(/^(\d{1,3})((?:,\d{3})+)(?=$|\.)/, (all) => all.replaceAll(',', ''));
  return /^-?\d{1,15}(?:\.\d{1,4})?$/.test(plain) ? Number(plain) : text;
}
