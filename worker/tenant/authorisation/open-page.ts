/** Owns what the page of an authorisation is made of, and that its first opening is noted; must not know markup. */
import {
  type AuthorisationState,
  type EndReason,
  meansFor,
  type SigningMeans,
} from '../../../contract/authorisation.ts';
import type { PublishedNotice } from '../../../contract/notice.ts';
import type { TenantContext } from '../context.ts';
import { receiptMark } from '../rights/receipt-secret.ts';
import { timeText } from '../rows.ts';
import { type NamedSigner, namedSigner } from './named-signer.ts';
import { type DecidedView, decidedView, type Signatories } from './sign.ts';
import { meansOf } from './signing-means.ts';

/** Everything that its page shows. Of the applicant only what is masked: whoever has the link sees it. */
export interface PageOfAuthorisation {
  id: string;
  state: AuthorisationState;
  /** Why it ended by itself. */
  reason: EndReason | null;
  notice: PublishedNotice;
  expiresAt: string;
  tenantName: string;
  /** How people reach the tenant, if it says so. */
  tenantContact: string | null;
  /** What it may be signed with. */
  means: SigningMeans;
  /** Where the receipt's secret is one: by which the device that submitted finds it; null for others. */
  mark: string | null;
  decided: DecidedView | null;
  /** Whom it names while it can be signed. */
  signer: NamedSigner;
}

/** Null for an id that is none. @param isRead false when no text is handed out, so that no reading begins */
export async function openPage(
  context: TenantContext,
  stores: Signatories,
  id: string,
  isRead: boolean,
): Promise<PageOfAuthorisation | null> {
  const nowMs = context.now();
  stores.authorisations.run(nowMs);
  const row = stores.authorisations.rowOf(id);
  const lead = row === undefined ? undefined : stores.leads.row(row.lead);
  if (row === undefined || lead === undefined) return null;
  if (isRead && row.state === 'open' && row.opened_at === null) {
    context.sql.exec('UPDATE authorisations SET opened_at = ? WHERE number = ?', nowMs, row.number);
  }
  const { name, contact } = context.profile();
  const notice = stores.authorisations.noticeOf(row);
  const means = meansFor(notice.kind, meansOf(context, lead));
  return {
    id,
    state: row.state,
    reason: row.reason,
    notice,
    expiresAt: timeText(row.expires_at),
    tenantName: name,
    tenantContact: contact,
    means,
    mark: means.receipt ? receiptMark(lead) : null,
    decided: decidedView(context, stores, row),
    signer: row.state === 'open' ? await namedSigner(context, stores, lead) : {},
  };
}
