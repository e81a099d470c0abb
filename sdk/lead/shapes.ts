/** Owns the shapes of what the page reads about a lead, and telling them from other answers; must not fetch or draw them. */
import type { LeadCreated } from '../../contract/event.ts';
import { type Field, fieldsOf, type Values } from '../../contract/form.ts';
import type { ReportedOutcome } from '../../contract/outcome.ts';
import type { DeliveryState, LeadState } from '../../contract/states.ts';
import type { FormBundle } from '../../contract/submission.ts';

export interface Lead
  extends Omit<LeadCreated['lead'], 'values'>,
    Pick<LeadCreated, 'consents' | 'attribution'> {
  state: LeadState;
  /** Masked, or in clear once revealed; null when they are gone. */
  values: Values | null;
  erasedAt?: string;
  purgedAt?: string;
  restrictedAt?: string;
  /** With their notes, once revealed. */
  outcomes?: ReportedOutcome[];
}

export interface Delivery {
  id: string;
  type: string;
  destination: string;
  recipient: string;
  state: DeliveryState;
  attempts: number;
  reason?: string;
  nextAttemptAt?: string;
  lastAttempt?: { at: string; outcome: string; status?: number; reason?: string };
}

/** What gives ids their names; null where the form is there no more. */
export interface Naming {
  title: string;
  fields: Field[];
  /** Titles of notices and legal names of the recipients that they name, by id. */
  notices: Record<string, string>;
  recipients: Record<string, string>;
}

type Members = Record<string, 'string' | 'number' | 'object'>;

/** An object with these members: enough to tell our own server's answer from a proxy's. */
function has<T>(members: Members): (value: unknown) => value is T {
  return (value): value is T =>
    Object.entries(members).every(([name, type]) => {
      const member: unknown = Object(value)[name];
      return typeof member === type && member !== null;
    });
}

export const isLead = has<Lead>({
  id: 'string',
  form: 'string',
  createdAt: 'string',
  state: 'string',
  flags: 'object',
  consents: 'object',
  attribution: 'object',
});
export const isDelivery = has<Delivery>({
  id: 'string',
  type: 'string',
  destination: 'string',
  state: 'string',
});
export const isOutcome = has<ReportedOutcome>({ id: 'string', type: 'string', at: 'string' });
const isBundle = has<FormBundle>({ form: 'object', notices: 'object' });

/** The items of a list; null when it is none. */
export function itemsOf<T>(body: unknown, isOne: (value: unknown) => value is T): T[] | null {
  const { items }: { items?: unknown } = Object(body);
  return Array.isArray(items) ? items.filter(isOne) : null;
}

export function namingOf(bundle: unknown): Naming | null {
  if (!isBundle(bundle)) return null;
  const { form, notices } = bundle;
  const parties = notices.flatMap((notice) => notice.parties ?? []);
  return {
    title: form.title,
    fields: fieldsOf(form),
    notices: Object.fromEntries(notices.map(({ id, title }) => [id, title])),
    recipients: Object.fromEntries(parties.map(({ id, legalName }) => [id, legalName])),
  };
}
