/** Owns which recipients an applicant agreed to, and what each may see; must not know destinations' technique. */

import type { Values } from '../../contract/form.ts';
import { mainland, type PublishedNotice, type Region } from '../../contract/notice.ts';
import type { RecordedDecision } from '../../contract/submission.ts';

/** The tenant itself, to whom the applicant applies. */
export const self = 'self';

export interface DecidedNotice {
  notice: PublishedNotice;
  decision: RecordedDecision;
}

/** Where something would go: to a legal person, by a system that stands in a region. */
export interface Receiver {
  recipient: string;
  region: Region;
}

function granted(decided: readonly DecidedNotice[]): PublishedNotice[] {
  return decided.filter(({ decision }) => decision === 'granted').map(({ notice }) => notice);
}

function provisionsTo(recipient: string, decided: readonly DecidedNotice[]): PublishedNotice[] {
  return granted(decided).filter(
    (notice) => notice.kind === 'provide' && notice.recipients?.includes(recipient),
  );
}

/**
 * Outside the mainland, where data would come to: the region of the system, and that of the legal person as the notices
 * that name it say. Hong Kong, Macao and Taiwan are outside (rule XB-03).
 */
function regionsAbroad({ recipient, region }: Receiver, decided: readonly DecidedNotice[]): Region[] {
  const ofPerson = granted(decided)
    .flatMap(({ parties = [] }) => parties)
    .filter(({ id }) => id === recipient)
    .map((party) => party.region ?? mainland);
  return [...new Set([region, ...ofPerson])].filter((one) => one !== mainland);
}

/**
 * Granted `cross_border` notices by which data may come to a region. One that names somebody else there covers a system of
 * the tenant's own; nobody else's.
 */
function crossingsTo(
  region: Region,
  recipient: string,
  decided: readonly DecidedNotice[],
): PublishedNotice[] {
  return granted(decided).filter(
    ({ kind, parties = [] }) =>
      kind === 'cross_border' &&
      parties.some((party) => party.region === region && (recipient === self || party.id === recipient)),
  );
}

/** True when nothing stands against data leaving the mainland for this receiver, or when it stays (PIPL art. 39). */
export function mayCross(receiver: Receiver, decided: readonly DecidedNotice[]): boolean {
  return regionsAbroad(receiver, decided).every(
    (region) => crossingsTo(region, receiver.recipient, decided).length > 0,
  );
}

/** Why data may not go there: the notice that is missing is one for leaving the mainland, and no other. */
export function lacksCrossing(receiver: Receiver, decided: readonly DecidedNotice[]): boolean {
  return isGivenTo(receiver.recipient, decided) && !mayCross(receiver, decided);
}

function isGivenTo(recipient: string, decided: readonly DecidedNotice[]): boolean {
  return recipient === self || provisionsTo(recipient, decided).length > 0;
}

/**
 * True when data may go to this receiver: the tenant's, or that of one whom a granted `provide` notice names (PIPL
 * art. 23); abroad with a granted `cross_border` notice for it.
 */
export function mayReceive(receiver: Receiver, decided: readonly DecidedNotice[]): boolean {
  return isGivenTo(receiver.recipient, decided) && mayCross(receiver, decided);
}

/**
 * The values a receiver may see: all for the tenant, else only the fields that its granted notices name; abroad only
 * those that a `cross_border` notice for it names too.
 */
export function valuesFor(receiver: Receiver, values: Values, decided: readonly DecidedNotice[]): Values {
  const { recipient } = receiver;
  const sets = regionsAbroad(receiver, decided).map((region) =>
    fieldsOf(crossingsTo(region, recipient, decided)),
  );
  if (recipient !== self) sets.push(fieldsOf(provisionsTo(recipient, decided)));
  return Object.fromEntries(Object.entries(values).filter(([field]) => sets.every((set) => set.has(field))));
}

function fieldsOf(notices: readonly PublishedNotice[]): ReadonlySet<string> {
  return new Set(notices.flatMap(({ fields = [] }) => fields));
}

/** True when a decision concerns this recipient: every one for the tenant, else those on notices that name it. */
export function concerns(recipient: string, notice: PublishedNotice): boolean {
  return recipient === self || notice.recipients?.includes(recipient) === true;
}
