/** Owns what changed between two versions of a notice, and whether an earlier grant still covers it; must not know leads. */
import type { NoticeKind, PublishedNotice, Recipient } from '../../contract/notice.ts';
import { levelled } from '../../contract/plain-text.ts';
import { type ChangedValue, diffBlocks, type NoticeChange } from './block-diff.ts';

/** What a change touches that an applicant agreed to. */
export type ChangeReason = 'kind' | 'purpose' | 'recipient' | 'info_kind' | 'bureau' | 'validity';

export interface NoticeDiff {
  changes: NoticeChange[];
  /** Purpose, recipient or kind of information is another one, be it more or less (PIPL art. 14). */
  material: boolean;
  reasons: ChangeReason[];
  /** The later text asks for more: a grant of the earlier one does not cover what is new. */
  insufficient: boolean;
}

const scalars = [
  ...(['kind', 'locale', 'title', 'summary', 'creditPurpose', 'retention', 'refusal', 'withdrawal'] as const),
  ...(['contact', 'minReadingSeconds'] as const),
];
const lists = ['recipients', 'fields', 'bureaus', 'purposes', 'infoKinds'] as const;

const reasonOf = {
  recipients: 'recipient',
  fields: 'info_kind',
  bureaus: 'bureau',
  purposes: 'purpose',
  infoKinds: 'info_kind',
} as const;

/** What an authorisation that names no validity is good for (rules.md C12, C13). */
const shortest = { days: 90, maxQueries: 1 };

/** Every change from one version to another, in the order of the text. */
export function diffNotices(from: PublishedNotice, to: PublishedNotice): NoticeDiff {
  const changes: NoticeChange[] = [
    ...scalars.flatMap((path) => changeOf(path, from[path], to[path])),
    ...changeOf('validity', from.validity, to.validity),
    ...lists.flatMap((path) => diffLists(path, from[path] ?? [], to[path] ?? [])),
    ...diffParties(from.parties ?? [], to.parties ?? []),
    ...diffBlocks(from.blocks, to.blocks),
  ];
  const reasons = new Set<ChangeReason>();
  let insufficient = false;
  const touched = (reason: ChangeReason, isMore: boolean) => {
    reasons.add(reason);
    insufficient ||= isMore;
  };
  if (from.kind !== to.kind) touched('kind', true);
  if (from.creditPurpose !== to.creditPurpose) touched('purpose', to.creditPurpose !== undefined);
  for (const path of lists) {
    const [before, after] = [meanings(from[path]), meanings(to[path])];
    if (hasMore(after, before)) touched(reasonOf[path], true);
    if (hasMore(before, after)) touched(reasonOf[path], false);
  }
  if (isAnotherPerson(from.parties ?? [], to.parties ?? [])) touched('recipient', true);
  if (isCreditKind(to.kind)) {
    const [before, after] = [from.validity ?? shortest, to.validity ?? shortest];
    if (after.days > before.days || after.maxQueries > before.maxQueries) touched('validity', true);
  }
  return { changes, material: reasons.size > 0, reasons: [...reasons], insufficient };
}

function isCreditKind(kind: NoticeKind): boolean {
  return kind === 'credit_query' || kind === 'credit_report';
}

/** What a list says, whatever its order, spaces and punctuation: a full stop more is no other purpose. */
function meanings(list: readonly string[] | undefined): Set<string> {
  return new Set((list ?? []).map((one) => levelled(one).replace(/[\s\p{P}]/gu, '')));
}

function hasMore(one: Set<string>, other: Set<string>): boolean {
  return [...one].some((meaning) => !other.has(meaning));
}

function isAnotherPerson(from: readonly Recipient[], to: readonly Recipient[]): boolean {
  return to.some((after) => {
    const before = from.find((party) => party.id === after.id);
    return before !== undefined && (before.legalName !== after.legalName || before.uscc !== after.uscc);
  });
}

function changeOf(
  path: string,
  before: ChangedValue | undefined,
  after: ChangedValue | undefined,
): NoticeChange[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (before === undefined) return after === undefined ? [] : [{ path, kind: 'added', after }];
  if (after === undefined) return [{ path, kind: 'removed', before }];
  return [{ path, kind: 'changed', before, after }];
}

/** Entries that went, by their old place, and those that came, by their new one; an order of its own is one change. */
function diffLists(path: string, from: string[], to: string[]): NoticeChange[] {
  const went = from.flatMap((before, at): NoticeChange[] =>
    to.includes(before) ? [] : [{ path: `${path}.${at}`, kind: 'removed', before }],
  );
  const came = to.flatMap((after, at): NoticeChange[] =>
    from.includes(after) ? [] : [{ path: `${path}.${at}`, kind: 'added', after }],
  );
  return went.length + came.length > 0 ? [...went, ...came] : changeOf(path, from, to);
}

/** The named recipients as they stood: those that came or went are told by `recipients`. */
function diffParties(from: readonly Recipient[], to: readonly Recipient[]): NoticeChange[] {
  return to.flatMap((after, at) => {
    const before = from.find((party) => party.id === after.id);
    if (before === undefined) return [];
    const members = ['legalName', 'kind', 'uscc', 'contact', 'address'] as const;
    return members.flatMap((member) => changeOf(`parties.${at}.${member}`, before[member], after[member]));
  });
}
