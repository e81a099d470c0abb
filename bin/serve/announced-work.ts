/** Owns what the Worker said that it is at, read out of what it prints; must not judge how long that may take. */
import { workMark } from '../../worker/watched/announce.ts';

interface Work {
  what: string;
  begunMs: number;
}

/** What is told of at most; and kept, should ends get lost. */
const told = 5;
const capacity = 10_000;

export class AnnouncedWork {
  /** The newest last. */
  readonly #underWay = new Map<string, Work>();
  #started = '';

  /** Takes in what was printed and gives back what is for people: all lines but the announcements. */
  read(text: string, nowMs: number): string {
    const lines = (this.#started + text).split('\n');
    this.#started = lines.pop() ?? '';
    return lines.flatMap((line) => (this.#note(line, nowMs) ? [] : [`${line}\n`])).join('');
  }

  /** Forgets all, as a process does that has ended; gives back what it had printed of a line. */
  end(): string {
    this.#underWay.clear();
    const rest = this.#started;
    this.#started = '';
    return rest;
  }

  /** What is under way, the newest first: it is the likeliest to be what a loop stands at. */
  describe(nowMs: number): string {
    const newest = [...this.#underWay].reverse();
    if (newest.length === 0)
      return 'a submission, a visit or another brief request: no longer work had begun';
    const parts = newest
      .slice(0, told)
      .map(([id, work]) => `${work.what} (request ${id}, begun ${seconds(nowMs - work.begunMs)} s ago)`);
    return parts.join('; ') + (newest.length > told ? `; and ${newest.length - told} more` : '');
  }

  /** False for a line that announces nothing. */
  #note(line: string, nowMs: number): boolean {
    const [, verb, id, what] = announcement.exec(line) ?? [];
    if (verb === undefined || id === undefined) return false;
    this.#underWay.delete(id);
    if (verb === 'begun') this.#underWay.set(id, { what: what ?? '', begunMs: nowMs });
    const oldest = this.#underWay.keys().next().value;
    if (this.#underWay.size > capacity && oldest !== undefined) this.#underWay.delete(oldest);
    return true;
  }
}

const announcement = new RegExp(`^${workMark} (begun|ended) (\\S+)(?: (.*))?$`);

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}
