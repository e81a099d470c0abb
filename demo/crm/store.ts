/** Owns the CRM's leads: each webhook applied once, kept over restarts, erased when told; must not know HTTP or pages. */
import { member } from '../read-json.ts';
import { type Journal, type JournalEntry, openJournal } from './journal.ts';
import { type CrmLead, correct, decide, erase, leadIdOf, progress, readLead } from './lead.ts';

export type Outcome = 'accepted' | 'repeat';

export interface LeadStore {
  /** Applies one verified webhook, durably, before it resolves; a repeat of its id changes nothing. */
  accept(entry: JournalEntry): Promise<Outcome>;
  /** Newest first. */
  leads(): CrmLead[];
  find(id: string): CrmLead | undefined;
  /** When the last test event came, if one did. */
  lastPingAt(): string | undefined;
  /** Hears of every lead that is new or changed. Call the answer to stop. */
  subscribe(listener: (lead: CrmLead) => void): () => void;
}

/** The leads in memory: a fold over the journal. */
interface Ledger {
  seen: Set<string>;
  leads: Map<string, CrmLead>;
  /** Erasures that came before their lead: deliveries may overtake each other. */
  erased: Set<string>;
  revision: number;
  lastPingAt: string | undefined;
}

/** Opens the store on its journal file. */
export async function openLeadStore(path: string): Promise<LeadStore> {
  const journal = await openJournal(path);
  const ledger: Ledger = {
    seen: new Set(),
    leads: new Map(),
    erased: new Set(),
    revision: 0,
    lastPingAt: undefined,
  };
  for (const entry of journal.entries) apply(ledger, entry);
  const listeners = new Set<(lead: CrmLead) => void>();
  // One at a time: a repeat that comes during the first write must wait for its outcome.
  let tail: Promise<unknown> = Promise.resolve();
  const acceptNow = async (entry: JournalEntry): Promise<Outcome> => {
    if (ledger.seen.has(entry.webhookId)) return 'repeat';
    await persist(journal, ledger, entry);
    const changed = apply(ledger, entry);
    if (changed !== undefined) for (const listener of listeners) listener(changed);
    return 'accepted';
  };
  return {
    accept(entry) {
      const done = tail.then(() => acceptNow(entry));
      tail = done.catch(() => undefined);
      return done;
    },
    leads: () => [...ledger.leads.values()].reverse(),
    find: (id) => ledger.leads.get(id),
    lastPingAt: () => ledger.lastPingAt,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Events that hold what an applicant said: gone from the journal once the lead is erased. */
const withValues = ['lead.created', 'lead.corrected'];

/** Type of the journal's entries of outcomes that were reported. */
export const reported = 'outcome.reported';

/** Changes to a lead that is there, by event. What comes before its lead is in that lead's own state already. */
const changes: Record<string, (lead: CrmLead, data: unknown, revision: number) => CrmLead> = {
  'consent.granted': decide,
  'consent.withdrawn': decide,
  'lead.corrected': correct,
  // No webhook: what this CRM has reported itself.
  [reported]: progress,
};

async function persist(journal: Journal, ledger: Ledger, entry: JournalEntry): Promise<void> {
  const { data, ...head } = entry;
  const leadId = leadIdOf(data);
  if (withValues.includes(entry.type)) {
    return journal.append(leadId !== undefined && ledger.erased.has(leadId) ? withoutValues(entry) : entry);
  }
  if (entry.type !== 'lead.erased') {
    return journal.append(Object.hasOwn(changes, entry.type) ? entry : head);
  }
  await journal.append({ ...head, data: { lead: { id: leadId } } });
  await journal.rewrite((old) => (leadIdOf(old.data) === leadId ? withoutValues(old) : old));
}

function withoutValues(entry: JournalEntry): JournalEntry {
  if (!withValues.includes(entry.type)) return entry;
  const lead = member(entry.data, 'lead');
  return { ...entry, data: { ...objectOf(entry.data), lead: { ...objectOf(lead), values: {} } } };
}

function objectOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

function apply(ledger: Ledger, entry: JournalEntry): CrmLead | undefined {
  ledger.seen.add(entry.webhookId);
  ledger.revision += 1;
  if (entry.type === 'ping') ledger.lastPingAt = entry.receivedAt;
  if (entry.type === 'lead.erased') {
    const id = leadIdOf(entry.data);
    if (id === undefined) return undefined;
    ledger.erased.add(id);
    const lead = ledger.leads.get(id);
    return lead && keep(ledger, erase(lead, ledger.revision));
  }
  const change = Object.hasOwn(changes, entry.type) ? changes[entry.type] : undefined;
  if (change !== undefined) {
    const known = ledger.leads.get(leadIdOf(entry.data) ?? '');
    return known && keep(ledger, change(known, entry.data, ledger.revision));
  }
  if (entry.type !== 'lead.created') return undefined;
  const lead = readLead(entry.data, entry.receivedAt, ledger.revision);
  if (lead === undefined) return undefined;
  return keep(ledger, ledger.erased.has(lead.id) ? erase(lead, ledger.revision) : lead);
}

function keep(ledger: Ledger, lead: CrmLead): CrmLead {
  ledger.leads.set(lead.id, lead);
  return lead;
}
