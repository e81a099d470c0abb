/** Owns which members of an evidence file nothing in the log bears out; must not judge the others, or word any. */
import { canonicalJson } from '../../contract/canonical-json.ts';
import type { EvidenceFile } from './evidence-file.ts';
import type { Stated } from './evidence-verdict.ts';
import { readLeaf } from './verify-decision.ts';

/** What the verifier found of the signatures. */
export interface Vouched {
  /** The key that the verifier brought leads to `log.key`. */
  isKeyVouched: boolean;
  /** Signatures that no check has looked at: by keys that nobody here knows. */
  strangers: Stated[];
}

/** `bound`: whatever differs fails a check. A list has the part of each item, or one for all. `*` is every other member. */
type Part = 'bound' | 'stated' | { [name: string]: Part } | readonly Part[];

/** The digest is stated, and binds the rest. */
const digested: Part = { id: 'stated', version: 'stated', title: 'stated', digest: 'stated', '*': 'bound' };

function partsOf({ notices, decisions }: EvidenceFile, { isKeyVouched }: Vouched): Part {
  const records = decisions.flatMap(({ record }) => record ?? []);
  const keyOf = ({ id, version }: { id: string; version: number }) => canonicalJson([id, version]);
  const named = new Set(
    decisions.map(({ leaf }) => keyOf(readLeaf(leaf)?.notice ?? { id: '', version: -1 })),
  );
  return {
    v: 'bound',
    type: 'bound',
    tenant: { id: 'bound' },
    lead: {
      // Records of version 1 from a form name their submission only, which nothing ties to a lead.
      id: records.length > 0 && records.every(({ lead }) => lead !== undefined) ? 'bound' : 'stated',
      createdAt: 'bound',
      erased: 'bound',
    },
    form: records.length > 0 ? 'bound' : digested,
    notices: notices.map((notice) => (named.has(keyOf(notice)) ? 'bound' : digested)),
    decisions: { record: 'bound', salt: 'bound', leaf: 'bound', index: 'bound', proof: 'bound' },
    log: isKeyVouched
      ? { key: 'bound', checkpoint: 'bound', rollovers: 'bound' }
      : { checkpoint: 'bound', rollovers: {} },
    deliveries: { attempts: {} },
    attribution: { chain: {} },
  };
}

/** Every member that is not bound by what the log proves, unknown ones too, in the order of the file. */
export function statedIn(file: EvidenceFile, vouched: Vouched): Stated[] {
  return [...walk(file, partsOf(file, vouched), '', ''), ...vouched.strangers];
}

function walk(value: unknown, part: Part, holder: string, name: string): Stated[] {
  if (part === 'bound') return [];
  if (part === 'stated' || typeof value !== 'object' || value === null) {
    return [{ holder, name, value: plain(value) }];
  }
  const own = holder === '' ? name : `${holder}.${name}`;
  if (Array.isArray(value)) {
    return value.flatMap((item, at) =>
      walk(item, (isList(part) ? part[at] : part) ?? 'stated', own, String(at)),
    );
  }
  return Object.entries(value).flatMap(([member, inner]) => walk(inner, partOf(part, member), own, member));
}

function isList(part: Part): part is readonly Part[] {
  return Array.isArray(part);
}

function partOf(part: Exclude<Part, string>, member: string): Part {
  if (isList(part)) return 'stated';
  return (Object.hasOwn(part, member) ? part[member] : part['*']) ?? 'stated';
}

/** What is not known is not walked: a name of any length is told once, and a nesting of any depth as one text. */
function plain(value: unknown): Stated['value'] {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value;
    default:
      return value === null ? null : canonicalJson(value);
  }
}

export function isStated(stated: readonly Stated[], holder: string, name: string): boolean {
  return stated.some((one) => one.holder === holder && one.name === name);
}

/** Members of one holder that follow each other. */
export interface StatedGroup {
  holder: string;
  members: Stated[];
}

export function grouped(stated: readonly Stated[]): StatedGroup[] {
  const groups: StatedGroup[] = [];
  for (const one of stated) {
    const last = groups.at(-1);
    if (last?.holder === one.holder) last.members.push(one);
    else groups.push({ holder: one.holder, members: [one] });
  }
  return groups;
}
