/** Owns reading a CRM's own message as a report, by a tenant's mapping; must not know who sent it, or store anything. */
import type { Finding } from '../../contract/problem.ts';
import { toHex } from '../encoding/bytes.ts';
import { sha256 } from '../encoding/digest.ts';
import { type Report, reportSchemas } from './outcome-schema.ts';
import type { ReportFields, Stages } from './stage-words.ts';
import type { Zone } from './told-time.ts';

export type IdentifiedReport = Report & { id: string };

/** More in one message are refused whole: their sender can send them in parts. */
export const mostReports = 100;

/**
 * The records of a message that lists several: CRMs send one so too, and the paths of their mapping then begin with
 * `0.`, so that each is handed over as a list of one.
 */
export function recordsOf(message: unknown, { lead }: ReportFields): unknown[] {
  if (!Array.isArray(message)) return [message];
  return lead.startsWith('0.') ? message.map((record: unknown) => [record]) : message;
}

/**
 * The report, `ignored` for a stage that tells nothing, or what is wrong with the message, by the path in it.
 * @param zone that of its times, where they have none
 */
export function readReport(
  message: unknown,
  fields: ReportFields,
  stages: Stages,
  zone: Zone,
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
    at: textOf(at(message, fields.at)),
    amount: amountOf(at(message, fields.amount)),
    reason: textOf(at(message, fields.reason)),
  };
  const read = reportSchemas[zone].safeParse(told);
  if (read.success) return { ...read.data, id: read.data.id ?? ownId(read.data) };
  return read.error.issues.map(({ path }) => {
    const name = String(path[0]);
    const code = name === 'at' ? 'invalid_time' : 'invalid_shape';
    return { path: isField(fields, name) ? fields[name] : name, code };
  });
}

/** For a CRM that gives its messages no ids: what says the same of the same lead is the same report. */
function ownId({ lead, type, at: told, amount }: Report): string {
  return `auto_${toHex(sha256(JSON.stringify([lead, type, told?.atMs ?? null, amount ?? null]))).slice(0, 32)}`;
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

/** Whole yuan, rounded where a CRM writes cents, also as `500,000.00`. What is no number is left to be refused. */
function amountOf(value: unknown): unknown {
  const text = textOf(value);
  if (text === undefined) return undefined;
  const plain = text.replace(/^(\d{1,3})((?:,\d{3})+)(?=$|\.)/, (all) => all.replaceAll(',', ''));
  return /^-?\d{1,15}(?:\.\d{1,4})?$/.test(plain) ? Math.round(Number(plain)) : text;
}
