/** Owns the restriction of a lead (PIPL art. 44): kept, and neither sent nor read until it is lifted; must not know HTTP. */
import { type Refusal, refuse } from '../../../contract/problem.ts';
import type { AccessLog } from '../access-log.ts';
import type { TenantContext } from '../context.ts';
import { hold, release } from '../delivery/held-deliveries.ts';
import type { LeadRow } from '../leads.ts';
import { type Corrector, wordsOf } from './who-asks.ts';

export interface Restricting {
  accessLog: AccessLog;
}

/** Inside the caller's transaction, and idempotent. What the applicant asked for is lifted by nobody else. */
export function restrict(
  context: TenantContext,
  { accessLog }: Restricting,
  row: LeadRow,
  isRestricted: boolean,
  corrector: Corrector,
): { restricted: boolean } | Refusal {
  if (row.erased_at !== null) return refuse('lead_erased');
  const by = 'proof' in corrector ? 'applicant' : 'tenant';
  if (row.restricted_by === 'applicant' && by === 'tenant' && !isRestricted) return refuse('lead_restricted');
  const isApplicantsFromNow = isRestricted && by === 'applicant' && row.restricted_by === 'tenant';
  if ((row.restricted_at !== null) === isRestricted && !isApplicantsFromNow)
    return { restricted: isRestricted };
  context.sql.exec(
    'UPDATE leads SET restricted_at = ?, restricted_by = ? WHERE seq = ?',
    isRestricted ? (row.restricted_at ?? context.now()) : null,
    isRestricted ? by : null,
    row.seq,
  );
  if (isRestricted) hold(context, row.seq);
  else release(context, row.seq);
  const reason = `processing ${isRestricted ? 'restricted' : 'resumed'} ${wordsOf(corrector)}`;
  accessLog.add(corrector.actor, isRestricted ? 'restrict' : 'unrestrict', row.seq, reason);
  return { restricted: isRestricted };
}
