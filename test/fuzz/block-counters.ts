/** Owns the counters that say which blocks of the code under test an input reached, and how often; must not put them there. */

/** Blocks of all files together. */
const mostBlocks = 1 << 16;

/** Hits of each block since the counters were last read. The code under test counts up in here. */
export const hits = new Uint32Array(mostBlocks);

let taken = 0;

/** Reserves counters for a file; the first one's number. */
export function reserve(blocks: number): number {
  const first = taken;
  taken += blocks;
  if (taken > mostBlocks) throw new Error(`more than ${mostBlocks} blocks`);
  return first;
}

export interface Reach {
  /** Reached a block, or reached one in another order of magnitude of times, that no input before did. */
  isNew: boolean;
  /** Blocks run through in all: what the input cost, the same on every machine. */
  steps: number;
  blocks: number[];
}

/** Bit by bit: the block was hit once, twice, three times, to 7, to 15, to 31, to 127, more often (as AFL has it). */
const seen = new Uint8Array(mostBlocks);

function magnitude(count: number): number {
  if (count < 4) return 1 << (count - 1);
  if (count < 8) return 8;
  if (count < 16) return 16;
  if (count < 32) return 32;
  return count < 128 ? 64 : 128;
}

/** What was reached since the last call; the counters begin anew. */
export function readHits(): Reach {
  let isNew = false;
  let steps = 0;
  const blocks: number[] = [];
  for (let block = 0; block < taken; block += 1) {
    const count = hits[block] ?? 0;
    if (count === 0) continue;
    steps += count;
    blocks.push(block);
    hits[block] = 0;
    const bit = magnitude(count);
    const before = seen[block] ?? 0;
    if ((before & bit) === 0) {
      isNew = true;
      seen[block] = before | bit;
    }
  }
  return { isNew, steps, blocks };
}

/** How many blocks were ever reached, of how many there are. */
export function reachedBlocks(): { reached: number; known: number } {
  let reached = 0;
  for (let block = 0; block < taken; block += 1) if (seen[block] !== 0) reached += 1;
  return { reached, known: taken };
}
