/** Owns the list of targets by name; must not know what any of them checks. */
import type { Target } from './target.ts';

type Open = () => Promise<{ open(): Target | Promise<Target> }>;

/** Loaded only when one is opened, so that the code under test is loaded with counters. */
const targets: Readonly<Record<string, Open>> = {
  submission: () => import('./targets/submission.ts'),
  notice: () => import('./targets/notice.ts'),
  form: () => import('./targets/form.ts'),
  campaign: () => import('./targets/campaign.ts'),
  condition: () => import('./targets/condition.ts'),
  template: () => import('./targets/template.ts'),
  mapping: () => import('./targets/mapping.ts'),
  evidence: () => import('./targets/evidence.ts'),
  tile: () => import('./targets/tile.ts'),
  checkpoint: () => import('./targets/checkpoint.ts'),
  png: () => import('./targets/png.ts'),
  outcome: () => import('./targets/outcome.ts'),
  vendor: () => import('./targets/vendor.ts'),
  'served-submission': () => import('./targets/served-submission.ts'),
  'served-outcome': () => import('./targets/served-outcome.ts'),
  'served-form': () => import('./targets/served-form.ts'),
  'served-notice': () => import('./targets/served-notice.ts'),
};

export const targetNames: readonly string[] = Object.keys(targets);

export async function openTarget(name: string): Promise<Target> {
  const load = Object.hasOwn(targets, name) ? targets[name] : undefined;
  if (load === undefined) throw new Error(`no target ${name}: there are ${targetNames.join(', ')}`);
  const { open } = await load();
  return open();
}
