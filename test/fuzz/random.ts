/** Owns randomness from a seed: the same on every machine, so that a run can be made again; must not know what it picks. */

export interface Random {
  /** A whole number from 0 up to and without `limit`. */
  below(limit: number): number;
  /** As `below`, small numbers much more often than large ones. */
  smallBelow(limit: number): number;
  chance(probability: number): boolean;
  /** @throws RangeError for an empty list */
  pick<One>(list: readonly One[]): One;
}

/** FNV-1a over UTF-16 units, begun anew for each word of the state. */
function hashed(text: string, start: number): number {
  let hash = 0x811c9dc5 ^ start;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** sfc32 (PractRand), seeded by a text. */
export function randomOf(seed: string): Random {
  let [a, b, c, counter] = [hashed(seed, 1), hashed(seed, 2), hashed(seed, 3), 1];
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let turn = 0; turn < 16; turn += 1) next();
  const fraction = () => next() / 2 ** 32;
  const below = (limit: number) => Math.floor(fraction() * limit);
  return {
    below,
    smallBelow: (limit) => Math.floor(limit ** fraction()) - 1 + (limit < 2 ? 0 : below(2)),
    chance: (probability) => fraction() < probability,
    pick(list) {
      const at = below(list.length);
      for (const picked of list.slice(at, at + 1)) return picked;
      throw new RangeError('nothing to pick from');
    },
  };
}
