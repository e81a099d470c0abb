/** Owns how the text of an authorisation was shown and read on its page, by the form's own measures; must not judge it. */
import type { Presentation } from '../../contract/submission.ts';
import { createMeter } from '../filling/consents/presentation-meter.ts';
import { createReading, type ReadNotice } from '../filling/consents/reading.ts';

export interface TextReading {
  /** Seconds of reading that are still asked; 0 when none are. */
  secondsLeft(): number;
  /** The end came into view, brought there by hand. */
  isEndSeen(): boolean;
  /** As a consent's presentation: the smallest and palest of its words, the longest that any of them was in view. */
  read(): Presentation;
}

/**
 * @param bar what stands in front of the lower edge
 * @param changed called after each second read and when the end was seen
 */
export function readText(
  notice: ReadNotice,
  text: HTMLElement,
  sentence: HTMLElement,
  bar: HTMLElement,
  changed: () => void,
): TextReading {
  const meter = createMeter();
  const reading = createReading({ set: changed }, meter);
  const watched = new Map([['signed', sentence]]);
  // Its terms in short stand above the text, and are the text's own.
  const words = document.querySelectorAll<HTMLElement>(
    '#terms ~ * p, #terms ~ * li, #text p, #text li, #text h3',
  );
  for (const [at, one] of words.entries()) watched.set(String(at), one);
  meter.watchOnly(watched);
  // A hidden tab shows nothing: that is no reading.
  const timer = setInterval(() => {
    if (!document.hidden && reading.secondsLeft(notice) > 0) reading.readForASecond(notice);
    if (reading.secondsLeft(notice) === 0) clearInterval(timer);
  }, 1000);
  watchEnd(text, bar, () => {
    if (!reading.isEndSeen(notice)) reading.endSeen(notice);
  });
  return {
    secondsLeft: () => reading.secondsLeft(notice),
    isEndSeen: () => reading.isEndSeen(notice),
    read() {
      const measured = [...watched.keys()].map((key) => meter.read(key));
      const seenMs = measured.flatMap(({ visibleMs }) => visibleMs ?? []);
      const contrasts = measured.map(({ contrast }) => contrast ?? null);
      return {
        fontPx: Math.min(...measured.flatMap(({ fontPx }) => fontPx ?? [])),
        // One that can't be known leaves the whole unknown.
        contrast: contrasts.includes(null) ? null : Math.min(...contrasts.flatMap((one) => one ?? [])),
        visibleMs: seenMs.length > 0 ? Math.max(...seenMs) : undefined,
        scrolledToEnd: reading.isEndSeen(notice),
      };
    },
  };
}

/**
 * Calls `seen` once the last words are above what covers the lower edge and a hand was there: a script can scroll, but
 * not make a trusted event. A text that fits on the screen needs no hand. Looked up and not observed: on a small screen
 * one fling carries the last words past the view between two frames, of which an observer says nothing.
 */
function watchEnd(text: HTMLElement, bar: HTMLElement, seen: () => void): void {
  const end = text.lastElementChild;
  if (!end) return;
  let byHand = false;
  const look = () => {
    const { scrollHeight, clientHeight } = document.documentElement;
    const isReached = end.getBoundingClientRect().bottom <= bar.getBoundingClientRect().top;
    if (isReached && !document.hidden && (byHand || scrollHeight <= clientHeight + 1)) seen();
  };
  for (const name of ['wheel', 'touchmove', 'keydown', 'pointerdown'])
    document.addEventListener(
      name,
      (event) => {
        byHand ||= event.isTrusted;
        look();
      },
      { passive: true },
    );
  for (const name of ['scroll', 'resize']) addEventListener(name, look, { passive: true });
  look();
}
