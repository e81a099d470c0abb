/** Owns what an authorisation's row is, and how it looks outside the object; must not change a row. */
import type {
  AuthorisationState,
  AuthorisationTerms,
  EndReason,
  SignedDocumentTerms,
  SigningMethod,
} from '../../../contract/authorisation.ts';
import type { LeadFlag } from '../../../contract/event.ts';
import type { PublishedNotice } from '../../../contract/notice.ts';
import type { TenantContext } from '../context.ts';
import { authorisationId, leadIdAt } from '../public-ids.ts';
import { timeText } from '../rows.ts';

export type AuthorisationRow = {
  number: number;
  nonce: number;
  lead: number;
  notice: string;
  version: number;
  recipient: string;
  state: AuthorisationState;
  reason: EndReason | null;
  requested_by: string;
  created_at: number;
  expires_at: number;
  opened_at: number | null;
  decided_at: number | null;
  entry: number | null;
  method: SigningMethod | null;
  flags: string;
  valid_until: number | null;
  max_queries: number | null;
  due_at: number | null;
};

/** An authorisation as the tenant's keys see it: no personal data. */
export interface AuthorisationView {
  id: string;
  lead: string;
  notice: string;
  version: number;
  kind: PublishedNotice['kind'];
  title: string;
  recipient: { id: string; legalName: string };
  state: AuthorisationState;
  reason?: EndReason;
  requestedBy: string;
  createdAt: string;
  expiresAt: string;
  openedAt?: string;
  decidedAt?: string;
  /** Number of its ledger entry. */
  entry?: number;
  method?: SigningMethod;
  /** Of one that was signed through an e-signature provider. */
  document?: SignedDocumentTerms;
  flags: LeadFlag[];
  validUntil?: string;
  maxQueries?: number;
  uses: number;
}

export function authorisationView(
  context: TenantContext,
  row: AuthorisationRow,
  notice: PublishedNotice,
  uses: number,
  document: SignedDocumentTerms | null,
): AuthorisationView {
  const party = notice.parties?.find((one) => one.id === row.recipient);
  return {
    id: authorisationId(context, row),
    lead: leadIdAt(context, row.lead),
    notice: row.notice,
    version: row.version,
    kind: notice.kind,
    title: notice.title,
    recipient: { id: row.recipient, legalName: party?.legalName ?? row.recipient },
    state: row.state,
    ...(row.reason === null ? {} : { reason: row.reason }),
    requestedBy: row.requested_by,
    createdAt: timeText(row.created_at),
    expiresAt: timeText(row.expires_at),
    ...(row.opened_at === null ? {} : { openedAt: timeText(row.opened_at) }),
    ...(row.decided_at === null ? {} : { decidedAt: timeText(row.decided_at) }),
    ...(row.entry === null ? {} : { entry: row.entry }),
    ...(row.method === null ? {} : { method: row.method }),
    ...(document === null ? {} : { document }),
    flags: JSON.parse(row.flags),
    ...(row.valid_until === null ? {} : { validUntil: timeText(row.valid_until) }),
    ...(row.max_queries === null ? {} : { maxQueries: row.max_queries }),
    uses,
  };
}

/** The terms as events tell them. `reason` is told by the event that ended it, and by no other. */
export function authorisationTerms(
  context: TenantContext,
  row: AuthorisationRow,
  notice: PublishedNotice,
  more: Pick<AuthorisationTerms, 'use' | 'reason'>,
): AuthorisationTerms {
  return {
    id: authorisationId(context, row),
    notice: row.notice,
    version: row.version,
    recipient: row.recipient,
    ...(notice.creditPurpose === undefined ? {} : { purpose: notice.creditPurpose }),
    ...(notice.bureaus === undefined ? {} : { bureaus: notice.bureaus }),
    ...(row.valid_until === null ? {} : { validUntil: timeText(row.valid_until) }),
    ...(row.max_queries === null ? {} : { maxQueries: row.max_queries }),
    ...more,
  };
}
