/** Owns counts of leads as a trial tells them: exact, or so that no difference of two tells of one lead; must not know what is counted. */
import { keyedDigest } from '../../encoding/digest.ts';

/** How many leads, and which: a lead more or less changes the marks unforeseeably. */
export interface LeadTally {
  count: number;
  marks: number;
}

/** What is told of a tally; null when it is told nothing. */
export type Teller = (tally: LeadTally) => number | null;

export function noLeads(): LeadTally {
  return { count: 0, marks: 0 };
}

/** @param mark of the lead; 0 where all is told exactly */
export function addLead(tally: LeadTally, mark: number): void {
  tally.count += 1;
  tally.marks ^= mark;
}

/** 32 bits of a keyed digest. */
function bitsOf(key: Uint8Array, text: string): number {
  const digest = keyedDigest(key, text);
  return new DataView(digest.buffer, digest.byteOffset).getUint32(0);
}

export function markOf(key: Uint8Array, lead: number): number {
  return bitsOf(key, `tally\nlead ${lead}`);
}

export const exactly: Teller = ({ count }) => count;

/** Fewer are not told. */
export const fewest = 5;

/**
 * In fives, after a difference of two at most that is drawn from which leads they are (as statistics offices perturb
 * cells): the same leads give the same answer, so that asking again averages nothing out, and a lead more or less gives
 * another draw, so that counts which are brought to the edge of five tell nothing of it.
 */
export function roughly(key: Uint8Array): Teller {
  return ({ count, marks }) => {
    const about = count + (bitsOf(key, `tally\n${count} ${marks}`) % 5) - 2;
    return count < fewest || about < fewest ? null : Math.round(about / fewest) * fewest;
  };
}
