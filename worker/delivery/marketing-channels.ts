/** Owns by which ways a marketing grant lets a person be reached, once opt-outs are counted; must not know how either is stored. */
import { type MarketingChannel, marketingChannels, type PublishedNotice } from '../../contract/notice.ts';
import type { RecordedDecision } from '../../contract/submission.ts';

/** That a person wants no marketing by one channel, whichever lead they said it about. */
export interface Suppression {
  channel: MarketingChannel;
  sinceMs: number;
  /** When the person agreed to this very channel again; null while the opt-out holds. */
  liftedAtMs: number | null;
}

export interface ChannelsDecided {
  notice: Pick<PublishedNotice, 'kind' | 'channels'>;
  decision: RecordedDecision;
  atMs: number;
  /** Those that the applicant named; all that the notice names when absent. */
  chosen: readonly MarketingChannel[] | undefined;
}

export interface ChannelsTold {
  /** By which the person may be reached. */
  channels: MarketingChannel[];
  /** Of those agreed to: the ones that the person has opted out of since. */
  suppressed: MarketingChannel[];
}

/** A notice of before channels were named is about every way. */
export function channelsOf({ channels }: Pick<PublishedNotice, 'channels'>): readonly MarketingChannel[] {
  return channels ?? marketingChannels;
}

/** Null for a decision that is not about marketing. */
export function channelsTold(
  { notice, decision, atMs, chosen }: ChannelsDecided,
  suppressions: readonly Suppression[],
): ChannelsTold | null {
  if (notice.kind !== 'marketing') return null;
  const agreed = decision === 'granted' ? (chosen ?? channelsOf(notice)) : [];
  const isSuppressed = (channel: MarketingChannel) =>
    suppressions.some((one) => one.channel === channel && holdsAgainst(one, atMs));
  return {
    channels: agreed.filter((channel) => !isSuppressed(channel)),
    suppressed: agreed.filter(isSuppressed),
  };
}

/** One that was lifted still stands against what was agreed to before it. */
function holdsAgainst({ sinceMs, liftedAtMs }: Suppression, grantedAtMs: number): boolean {
  return liftedAtMs === null || grantedAtMs < sinceMs;
}
