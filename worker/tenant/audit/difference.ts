/** Owns what an audit entry tells of a change: the members that differ, bounded in size; must not know what they mean. */
import { digestOf } from '../../encoding/digest.ts';

export interface Difference {
  before?: unknown;
  after?: unknown;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The parts that differ, of records member by member, of anything else whole. Empty when nothing does. */
export function difference(before: unknown, after: unknown): Difference {
  if (!isRecord(before) || !isRecord(after)) {
    if (JSON.stringify(before) === JSON.stringify(after)) return {};
    return { ...(before == null ? {} : { before }), ...(after == null ? {} : { after }) };
  }
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const differing = names.map((name) => [name, difference(own(before, name), own(after, name))] as const);
  const side = (which: keyof Difference) =>
    // fromEntries defines what it is given: a member of any name becomes an own one.
    Object.fromEntries(
      differing.filter(([, one]) => which in one).map(([name, one]) => [name, one[which]] as const),
    );
  const [was, is] = [side('before'), side('after')];
  return {
    ...(Object.keys(was).length === 0 ? {} : { before: was }),
    ...(Object.keys(is).length === 0 ? {} : { after: is }),
  };
}

/** What is there of what was asked for: the members that it names, however deep. */
export function concerned(there: unknown, asked: unknown): unknown {
  if (!isRecord(there) || !isRecord(asked)) return there;
  const names = Object.keys(asked).filter((name) => Object.hasOwn(there, name));
  return Object.fromEntries(names.map((name) => [name, concerned(there[name], asked[name])] as const));
}

function own(record: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

const longest = 8000;

/** As it is stored; what is longer is told by its digest alone. */
export function boundedJson(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= longest ? text : JSON.stringify({ digest: digestOf(text), characters: text.length });
}
