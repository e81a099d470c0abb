/** Owns what the stages of CRMs mean to us until a tenant says otherwise, as data; must not read a message. */
import type { OutcomeType } from '../../contract/outcome.ts';
import type { Zone } from './told-time.ts';

/** A CRM's word → our type; null for one that is known and tells nothing. */
export type Stages = Readonly<Record<string, OutcomeType | null>>;

/** Where in a CRM's message a report's members are: paths of own properties, `data.stage`, `0.status`. */
export interface ReportFields {
  lead: string;
  stage: string;
  id: string;
  at: string;
  amount: string;
  reason: string;
}

/** Kinds whose times have no zone and are UTC, as their documentation says; everywhere else they are China's. */
const utcKinds: readonly string[] = ['espocrm'];

export function zoneOf(kind: string): Zone {
  return utcKinds.includes(kind) ? 'utc' : 'china';
}

/** What the body looks like that our guides have a CRM's workflow send. */
export const defaultFields: ReportFields = {
  lead: 'lead',
  stage: 'stage',
  id: 'id',
  at: 'at',
  amount: 'amount',
  reason: 'reason',
};

/** Words that people give stages in Chinese CRMs, and our own types. */
const everywhere: Stages = {
  contacted: 'contacted',
  appointed: 'appointed',
  signed: 'signed',
  approved: 'approved',
  disbursed: 'disbursed',
  rejected: 'rejected',
  returned: 'returned',
  待处理: null,
  未处理: null,
  未联系: null,
  已联系: 'contacted',
  跟进中: 'contacted',
  已预约: 'appointed',
  已到访: 'appointed',
  已签约: 'signed',
  成交: 'signed',
  已成交: 'signed',
  赢单: 'signed',
  已批款: 'approved',
  审批通过: 'approved',
  已放款: 'disbursed',
  放款: 'disbursed',
  拒绝: 'rejected',
  已拒绝: 'rejected',
  无效: 'rejected',
  输单: 'rejected',
  退回: 'returned',
  已退回: 'returned',
};

/** Values that a fresh account of each kind has in its lead status or deal stage (their documentation, 2026-11). */
const byKind: Readonly<Record<string, Stages>> = {
  hubspot: {
    NEW: null,
    OPEN: null,
    IN_PROGRESS: 'contacted',
    ATTEMPTED_TO_CONTACT: null,
    CONNECTED: 'contacted',
    UNQUALIFIED: 'rejected',
    appointmentscheduled: 'appointed',
    closedwon: 'signed',
    closedlost: 'rejected',
  },
  salesforce: {
    'Open - Not Contacted': null,
    'Working - Contacted': 'contacted',
    'Closed - Converted': 'signed',
    'Closed - Not Converted': 'rejected',
    'Closed Won': 'signed',
    'Closed Lost': 'rejected',
  },
  zoho: {
    'Not Contacted': null,
    'Attempted to Contact': null,
    Contacted: 'contacted',
    'Junk Lead': 'rejected',
    'Lost Lead': 'rejected',
    'Closed Won': 'signed',
    'Closed Lost': 'rejected',
  },
  espocrm: {
    New: null,
    Assigned: null,
    'In Process': 'contacted',
    Converted: 'signed',
    Recycled: 'returned',
    Dead: 'rejected',
  },
};

/** The words of a kind of destination, with a tenant's own over them. */
export function stagesOf(kind: string, own: Stages): Stages {
  const known = Object.hasOwn(byKind, kind) ? byKind[kind] : undefined;
  return { ...everywhere, ...known, ...own };
}
