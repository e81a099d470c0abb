/** Owns which notices have been read to their end, and for how long; must not draw them or tick anything. */
import type { PublishedNotice } from '../../../contract/notice.ts';
import type { FormDesk } from '../../form/form-state.ts';
import type { PresentationMeter } from './presentation-meter.ts';

/** What reading needs to know of a notice. */
export type ReadNotice = Pick<PublishedNotice, 'id' | 'kind' | 'digest' | 'minReadingSeconds'>;

export interface Reading {
  /** The notice has to be read before its box can be ticked, and was not yet. */
  mustRead(notice: ReadNotice): boolean;
  /** Seconds of reading that are still asked; 0 when none are. */
  secondsLeft(notice: ReadNotice): number;
  /** One second of its text on screen. */
  readForASecond(notice: ReadNotice): void;
  /** The end came into view by hand. */
  endSeen(notice: ReadNotice): void;
  isEndSeen(notice: ReadNotice): boolean;
}

/** By digest: another version of a notice is another text. */
export function createReading(desk: Pick<FormDesk, 'set'>, meter: PresentationMeter): Reading {
  const seconds = new Map<string, number>();
  const ended = new Set<string>();
  const secondsLeft = ({ digest, minReadingSeconds = 0 }: ReadNotice) =>
    Math.max(0, minReadingSeconds - (seconds.get(digest) ?? 0));
  return {
    secondsLeft,
    // An authorisation over a person's credit record is never ticked unread (征信业管理条例 art. 19).
    mustRead: (notice) =>
      (/^credit_/.test(notice.kind) || (notice.minReadingSeconds ?? 0) > 0) &&
      (secondsLeft(notice) > 0 || !ended.has(notice.digest)),
    isEndSeen: ({ digest }) => ended.has(digest),
    readForASecond({ digest }) {
      seconds.set(digest, (seconds.get(digest) ?? 0) + 1);
      desk.set({});
    },
    endSeen(notice) {
      ended.add(notice.digest);
      meter.endSeen(notice.id);
      desk.set({});
    },
  };
}
