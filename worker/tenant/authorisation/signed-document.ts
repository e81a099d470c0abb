/** Owns reading what is kept of a signing at a provider, and the document that came of it; must not change it. */
import type { SignedDocumentTerms } from '../../../contract/authorisation.ts';
import type { TenantContext } from '../context.ts';
import { firstRow } from '../rows.ts';
import type { AuthorisationRow } from './authorisation-view.ts';

export type FlowRow = {
  provider: string;
  flow: string | null;
  begun: number;
  begun_at: number;
  shown: string;
  asked_at: number | null;
  signed: string | null;
};

export function flowRow({ sql }: TenantContext, number: number): FlowRow | undefined {
  return firstRow<FlowRow>(
    sql,
    'SELECT provider, flow, begun, begun_at, shown, asked_at, signed FROM e_signatures WHERE authorisation = ?',
    number,
  );
}

/** The document that an authorisation was signed on; null for one that was signed otherwise, or not. */
export function documentOf(context: TenantContext, { number }: AuthorisationRow): SignedDocumentTerms | null {
  const signed = flowRow(context, number)?.signed ?? null;
  return signed === null ? null : JSON.parse(signed);
}
