/** Owns by which ways a ticked marketing consent lets the applicant be reached, each of which can be left out; must not know the wire. */
import type { ComponentChild } from 'preact';
import type { MarketingChannel, PublishedNotice } from '../../../contract/notice.ts';
import type { FormDesk } from '../../form/form-state.ts';
import type { LaterWords } from '../../words/later-words.ts';

export interface ChannelChoice {
  /** A small control for each channel, below a marketing consent that is ticked; null for every other. */
  view(notice: PublishedNotice): ComponentChild;
  /** Those that are left, of a notice that names channels. */
  chosen(notice: string): MarketingChannel[] | undefined;
}

export function createChannelChoice(desk: FormDesk, words: LaterWords['ways']): ChannelChoice {
  /** Ways left out by hand, by the digest of the text that named them. */
  const leftOut = new Map<string, ReadonlySet<MarketingChannel>>();
  const isLeftOut = ({ digest }: PublishedNotice, channel: MarketingChannel) =>
    leftOut.get(digest)?.has(channel) ?? false;
  const ofNotice = (notice: PublishedNotice) =>
    notice.channels?.filter((channel) => !isLeftOut(notice, channel));

  const flip = (notice: PublishedNotice, channel: MarketingChannel, event: Event) => {
    if (!event.isTrusted) return;
    const left = new Set(leftOut.get(notice.digest));
    if (!left.delete(channel)) left.add(channel);
    leftOut.set(notice.digest, left);
    // No way left is no consent: the box says so, and offers all of them when it is ticked again.
    if (ofNotice(notice)?.length === 0) {
      leftOut.delete(notice.digest);
      desk.tick(notice.id, event);
    } else desk.set({});
  };

  return {
    view: (notice) =>
      notice.channels !== undefined &&
      desk.state.ticked.has(notice.id) && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset inside the consents' own would be one group too many
        <div class="ways" role="group" aria-label={words.title}>
          {notice.channels.map((channel) => (
            <button
              type="button"
              key={channel}
              aria-pressed={!isLeftOut(notice, channel)}
              onClick={(event) => flip(notice, channel, event)}
            >
              {words[channel]}
            </button>
          ))}
          <small>{words.help}</small>
        </div>
      ),
    chosen(id) {
      const notice = desk.state.bundle.notices.find((one) => one.id === id);
      return notice && ofNotice(notice);
    },
  };
}
