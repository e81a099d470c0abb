/** Owns which amounts are offered beside the amount field; must not know how they are shown. */
import type { FieldOf } from '../../../contract/form.ts';

/** 万, as people ask for them. */
const round = [1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 300, 500, 1000];
const offered = 4;

/** At most four round amounts that the field's bounds and step allow, spread over its range; none without bounds. */
export function quickAmounts({ min = 0, max = 0, step = 1 }: FieldOf<'amount'>): number[] {
  const fitting = round
    .map((wan) => wan * 1e4)
    .filter((sum) => sum >= min && sum <= max && !((sum - min) % step));
  const every = Math.ceil(fitting.length / offered);
  return fitting.filter((_, at) => !((fitting.length - 1 - at) % every));
}
