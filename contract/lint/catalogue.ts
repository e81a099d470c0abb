/** Owns the whole copy catalogue (rules.md §5) in one list; must not know any single entry. */
import { authority } from './authority.ts';
import { certainty } from './certainty.ts';
import { conduct } from './conduct.ts';
import { lending } from './lending.ts';
import type { LintRule } from './lint-rule.ts';
import { promises } from './promises.ts';
import { sharing } from './sharing.ts';
import { standing } from './standing.ts';
import { terms } from './terms.ts';

export const lintRules: readonly LintRule[] = [
  ...promises,
  ...certainty,
  ...terms,
  ...authority,
  ...conduct,
  ...standing,
  ...sharing,
  ...lending,
];
