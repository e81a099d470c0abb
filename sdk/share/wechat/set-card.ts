/** Owns the setting of the share card through WeChat's script; must not know addresses or signatures. */
import type { Card } from './ask-server.ts';
import type { Jweixin } from './jweixin.ts';

/** Ms before each further try. */
const waits = [300, 1000, 3000];

/**
 * Sets the card for chats and for Moments. While WeChat is still checking a configuration it refuses, and on a page
 * that is configured a second time `ready` does not wait for that check: so that each is tried again a few times.
 * @param onRefused is told of the last refusal
 */
export function setCard(
  wx: Jweixin,
  { title, text, link, image }: Card,
  onRefused: (answer: unknown) => void,
): void {
  const shared = { title, link, imgUrl: image ?? '' };
  persist((fail) => wx.updateAppMessageShareData({ ...shared, desc: text, fail }), onRefused);
  persist((fail) => wx.updateTimelineShareData({ ...shared, fail }), onRefused);
}

function persist(
  attempt: (fail: (answer: unknown) => void) => void,
  onRefused: (answer: unknown) => void,
  tries = 0,
): void {
  attempt((answer) => {
    const waitMs = waits[tries];
    if (waitMs === undefined) onRefused(answer);
    else setTimeout(() => persist(attempt, onRefused, tries + 1), waitMs);
  });
}
