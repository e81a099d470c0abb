/** Owns the measuring of how each consent was shown (contract Presentation); must not know what was decided or why. */
import type { Presentation } from '../../../contract/submission.ts';
import { watchView } from '../../form/watch-view.ts';
import { measureContrast } from './contrast.ts';
import { screenScale } from './screen-scale.ts';

interface Measured {
  text: HTMLElement | null;
  /** Since when it is in view, in `performance.now()` time; 0 while it is not. */
  since: number;
  visibleMs: number;
  scrolledToEnd: boolean;
}

/** Half of a consent's sentence in view counts as seen. */
const seenShare = 0.5;

export interface PresentationMeter {
  /** From now on these elements are the consents' sentences, by notice id; one that is left out is gone. */
  watchOnly(sentences: ReadonlyMap<string, HTMLElement>): void;
  /** The full text was scrolled to its end by hand. */
  endSeen(notice: string): void;
  /** A new text: what was measured of the old one says nothing about it. */
  forget(): void;
  read(notice: string): Presentation;
  /** No more measuring. */
  end(): void;
}

/** Measures consents by notice id, from the first touch of the form to the submission. */
export function createMeter(): PresentationMeter {
  const all = new Map<string, Measured>();
  const of = (notice: string): Measured => {
    const known = all.get(notice);
    if (known) return known;
    const fresh = { text: null, since: 0, visibleMs: 0, scrolledToEnd: false };
    all.set(notice, fresh);
    return fresh;
  };
  /** Counts the time up to now, and goes on counting when it is still in view. */
  const count = (one: Measured, inView: boolean) => {
    const now = performance.now();
    if (one.since) one.visibleMs += now - one.since;
    one.since = inView ? now : 0;
  };
  const observer = watchView(
    (entries) => {
      for (const { target, intersectionRatio } of entries)
        for (const one of all.values())
          if (one.text === target) count(one, intersectionRatio >= seenShare && !document.hidden);
    },
    { threshold: seenShare },
  );
  // A hidden tab shows nothing; observing anew makes the observer report where things stand.
  const observeAnew = () => {
    for (const one of all.values()) {
      count(one, false);
      if (one.text) observer?.unobserve(one.text);
      if (one.text && !document.hidden) observer?.observe(one.text);
    }
  };
  document.addEventListener('visibilitychange', observeAnew);
  return {
    watchOnly(sentences) {
      for (const notice of new Set([...all.keys(), ...sentences.keys()])) {
        const one = of(notice);
        const text = sentences.get(notice) ?? null;
        if (one.text === text) continue;
        count(one, false);
        if (one.text) observer?.unobserve(one.text);
        if (text) observer?.observe(text);
        one.text = text;
      }
    },
    endSeen(notice) {
      of(notice).scrolledToEnd = true;
    },
    end() {
      document.removeEventListener('visibilitychange', observeAnew);
      observer?.disconnect();
    },
    forget() {
      for (const one of all.values()) Object.assign(one, { visibleMs: 0, scrolledToEnd: false });
    },
    read(notice) {
      const one = of(notice);
      const { text, scrolledToEnd } = one;
      count(one, one.since > 0);
      return {
        ...(text && {
          fontPx: renderedFontPx(text),
          screenPx: Math.round(renderedFontPx(text) * screenScale() * 100) / 100,
          contrast: measureContrast(text),
        }),
        visibleMs: observer ? Math.round(one.visibleMs) : undefined,
        scrolledToEnd,
      };
    },
  };
}

/** The text's size on screen: a page's `zoom` or `transform` leaves the computed size as it was. */
function renderedFontPx(text: HTMLElement): number {
  const scale = text.getBoundingClientRect().width / text.offsetWidth || 1;
  return Math.round(Number.parseFloat(getComputedStyle(text).fontSize) * scale * 100) / 100;
}
