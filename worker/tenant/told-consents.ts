/** Owns what receivers and pages are told of a lead's decisions, opt-outs of its phone counted; must not judge who is told. */
import type { ConsentEntry } from '../../contract/event.ts';
import { channelsTold } from '../delivery/marketing-channels.ts';
import { consentEntry, type StoredDecision } from './decisions.ts';
import { chosenIn, type SuppressionStore } from './suppressions.ts';

/** What of a lead says by which channels it may be reached. */
export interface MarketedLead {
  phone_key: ArrayBuffer | null;
  channels: string | null;
}

export function toldConsents(
  suppressions: SuppressionStore,
  lead: MarketedLead,
  decisions: readonly StoredDecision[],
): ConsentEntry[] {
  const isMarketed = decisions.some(
    ({ notice, decision }) => notice.kind === 'marketing' && decision === 'granted',
  );
  const ofPhone = isMarketed ? suppressions.of(lead.phone_key) : [];
  const chosen = chosenIn(lead.channels);
  return decisions.map((one) => {
    const { notice, decision, at } = one;
    const atMs = Date.parse(at);
    const told = channelsTold({ notice, decision, atMs, chosen: chosen[notice.id] }, ofPhone);
    return { ...consentEntry(one), ...told };
  });
}
