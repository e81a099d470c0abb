/** Owns the difference between two texts of blocks, by their longest common run; must not judge what a change means. */
import { canonicalJson } from '../../contract/canonical-json.ts';
import type { Block } from '../../contract/notice.ts';

export type ChangedValue = string | number | string[] | Block | { days: number; maxQueries: number };

export interface NoticeChange {
  path: string;
  kind: 'added' | 'removed' | 'changed';
  before?: ChangedValue;
  after?: ChangedValue;
}

/**
 * A block that went is told by its old place, one that came by its new one. Where one went and another of its type came
 * in its stead, that is a change of the one at the new place.
 */
export function diffBlocks(from: readonly Block[], to: readonly Block[]): NoticeChange[] {
  const [before, after] = [from.map(canonicalJson), to.map(canonicalJson)];
  const common = commonLengths(before, after);
  const changes: NoticeChange[] = [];
  const [went, came]: [number[], number[]] = [[], []];
  const settle = () => {
    for (let at = 0; at < went.length || at < came.length; at += 1)
      changes.push(...replaced(from, to, went[at], came[at]));
    went.length = 0;
    came.length = 0;
  };
  let [a, b] = [0, 0];
  while (a < before.length || b < after.length) {
    if (a < before.length && b < after.length && before[a] === after[b]) {
      settle();
      a += 1;
      b += 1;
    } else if (
      b >= after.length ||
      (a < before.length && lengthAt(common, a + 1, b) >= lengthAt(common, a, b + 1))
    ) {
      went.push(a);
      a += 1;
    } else {
      came.push(b);
      b += 1;
    }
  }
  settle();
  return changes;
}

function gone(from: readonly Block[], at: number | undefined): NoticeChange[] {
  const before = at === undefined ? undefined : from[at];
  return before === undefined ? [] : [{ path: `blocks.${at}`, kind: 'removed', before }];
}

function arrived(to: readonly Block[], at: number | undefined): NoticeChange[] {
  const after = at === undefined ? undefined : to[at];
  return after === undefined ? [] : [{ path: `blocks.${at}`, kind: 'added', after }];
}

function replaced(
  from: readonly Block[],
  to: readonly Block[],
  old: number | undefined,
  now: number | undefined,
): NoticeChange[] {
  const before = old === undefined ? undefined : from[old];
  const after = now === undefined ? undefined : to[now];
  if (before !== undefined && after !== undefined && before.type === after.type)
    return [{ path: `blocks.${now}`, kind: 'changed', before, after }];
  return [...gone(from, old), ...arrived(to, now)];
}

function lengthAt(common: readonly (readonly number[])[], a: number, b: number): number {
  return common[a]?.[b] ?? 0;
}

/** Of every pair of ends, how many blocks they have in common in their order. A notice has 200 blocks at most. */
function commonLengths(before: readonly string[], after: readonly string[]): number[][] {
  const common: number[][] = Array.from({ length: before.length + 1 }, () =>
    Array.from({ length: after.length + 1 }, () => 0),
  );
  for (let a = before.length - 1; a >= 0; a -= 1) {
    for (let b = after.length - 1; b >= 0; b -= 1) {
      const row = common[a];
      if (row === undefined) continue;
      row[b] =
        before[a] === after[b]
          ? lengthAt(common, a + 1, b + 1) + 1
          : Math.max(lengthAt(common, a + 1, b), lengthAt(common, a, b + 1));
    }
  }
  return common;
}
