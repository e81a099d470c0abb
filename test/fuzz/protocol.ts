/** Owns what the process of one run is asked and what it tells; must not run anything. */
import type { Counts } from './fuzz-loop.ts';
import type { Fault } from './judge-input.ts';

export interface Asked {
  target: string;
  seed: number;
  seconds: number;
  mostInputs: number;
  /** Stores the inputs that led where no other did. */
  grow: boolean;
  /** Runs this one stored file and nothing else, on code without counters. */
  only: string | null;
  /** The file that holds the input under way. */
  currentPath: string;
}

export interface FoundFault extends Fault {
  /** Where its input is stored. */
  path: string;
}

export interface Report {
  target: string;
  seed: number;
  counts: Counts;
  blocks: { reached: number; known: number };
  faults: FoundFault[];
  /** New files, with `grow`. */
  grown: string[];
}
