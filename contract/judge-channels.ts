/** Owns the judgement of the marketing channels that a grant names, against its notice; must not know opt-outs or storage. */
import type { PublishedNotice } from './notice.ts';
import { type Refusal, refuse } from './problem.ts';
import type { Grant } from './submission.ts';

/**
 * Null when every grant that names channels names some of its notice's, each once; else `invalid_values`. A grant of none
 * is a refusal and has to be sent as one. Notices of before channels were named have none to choose from.
 */
export function judgeChannels(
  notices: readonly Pick<PublishedNotice, 'id' | 'kind' | 'channels'>[],
  grants: readonly Pick<Grant, 'notice' | 'decision' | 'channels'>[],
): Refusal | null {
  for (const [at, { notice: id, decision, channels }] of grants.entries()) {
    if (channels === undefined) continue;
    const notice = notices.find((one) => one.id === id && one.kind === 'marketing');
    const isChoice = decision === 'granted' && channels.length > 0;
    const areOffered = channels.every((channel) => notice?.channels?.includes(channel) === true);
    if (!isChoice || !areOffered || new Set(channels).size < channels.length) {
      return refuse('invalid_values', [{ path: `grants.${at}.channels`, code: 'not_an_option' }]);
    }
  }
  return null;
}
