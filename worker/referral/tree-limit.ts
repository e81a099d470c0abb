/** Owns how large a tree of links may grow before the tenant is told (禁止传销条例 art. 7); must not know how it is counted. */

export interface TreeSize {
  /** Links below each other, the longest way down. */
  levels: number;
  /** Different people and firms who share in it. */
  people: number;
}

export type TreeLimit = 'levels' | 'people';

/** Three levels, or thirty people: what the law on pyramid selling asks at, whatever is paid (DESIGN §7). */
const limits: TreeSize = { levels: 3, people: 30 };

/** Which limits a tree has reached, those already told of left out. */
export function limitsReached(tree: TreeSize, told: readonly TreeLimit[]): TreeLimit[] {
  const kinds: TreeLimit[] = ['levels', 'people'];
  return kinds.filter((kind) => tree[kind] >= limits[kind] && !told.includes(kind));
}
