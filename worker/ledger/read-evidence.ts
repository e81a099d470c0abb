/** Owns reading an evidence file from text: what is one and what is not, by path; must not judge what it says. */
import { canonicalJson } from '../../contract/canonical-json.ts';
import type { EvidenceFile } from './evidence-file.ts';

export type ReadFault =
  | { code: 'not_json' | 'not_evidence' | 'unknown_version' }
  /** `at` is the first member that is missing or not what it must be, or the list that is too long. */
  | { code: 'malformed' | 'too_many'; at: string };

/** Of any list in a file. Leads have some ten decisions; what has more than this was made to keep somebody busy. */
export const mostListed = 10_000;
/** Each is a signature to be verified, and no log changes its key as often. */
const mostRollovers = 100;

/** The path below the value at which it is wrong; null when it is right. */
type Shape = (value: unknown) => string | null;

const wrong = '';
/** Stands where no path does: behind the path of the list. */
const tooMany = '#';

const where =
  (holds: (value: unknown) => boolean): Shape =>
  (value) =>
    holds(value) ? null : wrong;

const text = where((value) => typeof value === 'string');
const flag = where((value) => typeof value === 'boolean');
const measure = where((value) => typeof value === 'number');
const whole = where((value) => Number.isSafeInteger(value) && Number(value) >= 0);
const oneOf = (...words: (string | number | boolean)[]) =>
  where((value) => words.some((word) => word === value));
/** RFC 3339 UTC with milliseconds, in its one spelling. */
const time = where(
  (value) =>
    typeof value === 'string' &&
    Number.isFinite(Date.parse(value)) &&
    new Date(Date.parse(value)).toISOString() === value,
);

const orNull =
  (shape: Shape): Shape =>
  (value) =>
    value === null ? null : shape(value);

const optional =
  (shape: Shape): Shape =>
  (value) =>
    value === undefined ? null : shape(value);

function list(shape: Shape, most = mostListed): Shape {
  return (value) => {
    if (!Array.isArray(value)) return wrong;
    if (value.length > most) return tooMany;
    for (const [at, item] of value.entries()) {
      const fault = shape(item);
      if (fault !== null) return below(String(at), fault);
    }
    return null;
  };
}

/** An object with at least these members. */
function object(members: Record<string, Shape>): Shape {
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong;
    for (const [name, shape] of Object.entries(members)) {
      const fault = shape(Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined);
      if (fault !== null) return below(name, fault);
    }
    return null;
  };
}

function below(name: string, path: string): string {
  return path === wrong || path === tooMany ? `${name}${path}` : `${name}.${path}`;
}

const pinned = { id: text, version: whole, digest: text };

const record = object({
  v: oneOf(1, 2),
  tenant: text,
  controller: object({ legalName: text, uscc: optional(text) }),
  submission: optional(text),
  lead: optional(text),
  channel: oneOf('form', 'receipt', 'authorisation', 'tenant'),
  form: object(pinned),
  notice: object(pinned),
  decision: oneOf('granted', 'refused', 'withdrawn'),
  channels: optional(list(text)),
  told: optional(object({ by: oneOf('phone', 'sms', 'visit'), key: text, note: optional(text) })),
  at: time,
  locale: text,
  subject: optional(text),
  phoneVerified: optional(oneOf(true)),
  declarations: optional(object({ adult: optional(oneOf(true)) })),
  authorisation: optional(
    object({
      id: text,
      method: optional(oneOf('e_sign', 'phone_code', 'receipt_secret', 'phone_number')),
      confirmed: optional(list(oneOf('name', 'id_number'))),
      document: optional(
        object({ provider: text, flow: text, digest: text, bytes: whole, signedAt: optional(time) }),
      ),
      readingMs: optional(measure),
      device: optional(text),
      addressPrefix: optional(text),
    }),
  ),
  validity: optional(object({ until: time, maxQueries: whole })),
  presentation: optional(
    object({
      fontPx: optional(measure),
      screenPx: optional(measure),
      contrast: optional(orNull(measure)),
      visibleMs: optional(measure),
      scrolledToEnd: optional(flag),
      trusted: optional(flag),
    }),
  ),
  presentationSource: optional(oneOf('client')),
  costSheet: optional(object({ digest: text, visibleMs: measure })),
  page: optional(object({ origin: optional(text), path: optional(text) })),
  startedAt: optional(text),
  sdk: optional(text),
  ref: optional(text),
});

const block: Shape = (value) =>
  object({ type: oneOf('heading', 'paragraph', 'list') })(value) ??
  (Reflect.get(Object(value), 'type') === 'list' ? object({ items: list(text) }) : object({ text }))(value);

const notice = object({
  ...pinned,
  kind: text,
  title: text,
  blocks: list(block),
  summary: optional(text),
  parties: optional(list(object({ id: text, legalName: text, contact: text, uscc: optional(text) }))),
  bureaus: optional(list(text)),
  purposes: list(text),
  infoKinds: list(text),
  retention: text,
  refusal: text,
  withdrawal: text,
  contact: text,
  validity: optional(object({ days: whole, maxQueries: whole })),
});

const delivery = object({
  type: text,
  recipient: text,
  legalName: text,
  destination: text,
  state: oneOf('pending', 'delivered', 'dead', 'blocked'),
  reason: optional(text),
  attempts: list(object({ at: time, outcome: text, status: optional(whole), reason: optional(text) })),
});

const file = object({
  generatedAt: time,
  tenant: object({ id: text, legalName: text, uscc: optional(text) }),
  lead: object({ id: text, createdAt: time, erased: flag }),
  form: object({
    ...pinned,
    title: text,
    consents: list(object({ notice: text, version: whole, digest: text })),
  }),
  notices: list(notice),
  decisions: list(
    object({ record: orNull(record), salt: orNull(text), leaf: text, index: whole, proof: list(text) }),
  ),
  log: object({ key: text, checkpoint: text, rollovers: list(text, mostRollovers) }),
  deliveries: list(delivery),
  attribution: object({
    model: text,
    reason: text,
    credited: optional(text),
    chain: list(object({ code: text, level: whole, promoter: optional(text), kind: optional(text) })),
  }),
});

/** How many member names are written in what is known to be JSON: the texts with a colon behind them. */
function namesWritten(json: string): number {
  let count = 0;
  let at = json.indexOf('"');
  while (at >= 0) {
    at += 1;
    while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
    at += 1;
    while (json[at] === ' ' || json[at] === '\n' || json[at] === '\r' || json[at] === '\t') at += 1;
    if (json[at] === ':') count += 1;
    at = json.indexOf('"', at);
  }
  return count;
}

function namesRead(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const members = Object.values(value);
  const own = Array.isArray(value) ? 0 : members.length;
  return members.reduce<number>((count, member) => count + namesRead(member), own);
}

function isEvidenceFile(value: unknown): value is EvidenceFile {
  return file(value) === null;
}

/** Reads an evidence file. Members that it does not know are left alone: a later version 1 may add some. */
export function readEvidence(content: string): { file: EvidenceFile } | { fault: ReadFault } {
  let value: unknown;
  try {
    // A byte order mark is not JSON, but editors on Windows add one.
    value = JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch {
    return { fault: { code: 'not_json' } };
  }
  const { type, v }: Record<string, unknown> = Object(value);
  if (type !== 'jinjian-evidence') return { fault: { code: 'not_evidence' } };
  if (v !== 1) return { fault: { code: 'unknown_version' } };
  try {
    // Nothing that RFC 8785 can't write could have been hashed; too deep a nesting ends here too.
    canonicalJson(value);
  } catch {
    return { fault: { code: 'not_json' } };
  }
  // Of two members of one name only the last was read, and so judged; another reader may show the first.
  if (namesWritten(content) !== namesRead(value)) return { fault: { code: 'not_json' } };
  const at = file(value);
  if (at?.endsWith(tooMany)) return { fault: { code: 'too_many', at: at.slice(0, -tooMany.length) } };
  return isEvidenceFile(value) ? { file: value } : { fault: { code: 'malformed', at: at ?? wrong } };
}
