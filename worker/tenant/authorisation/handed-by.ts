/** Owns by which events an authorisation came to its lender; must not know what it allows. */
import type { NoticeKind } from '../../../contract/notice.ts';
import type { TenantContext } from '../context.ts';
import { allRows } from '../rows.ts';

/** Of a provision the lead is among them, too: it goes out before its grant is told. None while nothing was granted. */
export function handedBy(
  context: TenantContext,
  { lead, number }: { lead: number; number: number },
  kind: NoticeKind,
): number[] {
  const granting = allRows<{ seq: number }>(
    context.sql,
    "SELECT seq FROM events WHERE lead = ? AND authorisation = ? AND type = 'consent.granted'",
    lead,
    number,
  ).map(({ seq }) => seq);
  return granting.length > 0 && kind === 'provide' ? [...granting, lead] : granting;
}
