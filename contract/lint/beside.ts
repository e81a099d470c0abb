/** Owns the look-up of what must stand beside the words of a rule; must not judge whether it does. */
import { lintRules } from './catalogue.ts';
import type { Beside } from './lint-rule.ts';

export function besideOf(rule: string): Beside | undefined {
  return lintRules.find(({ id, beside }) => id === rule && beside !== undefined)?.beside;
}
