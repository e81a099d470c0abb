/** Owns that docs/destinations.md tells what holds: its examples may be saved, its defaults are those; must not know any kind. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { allAdapters } from '../../../worker/delivery/adapters.ts';
import { checkConfig } from '../../../worker/delivery/check-config.ts';
import { checkMapping } from '../../../worker/delivery/mapping.ts';
import { destinationBody, draftOf } from '../../../worker/router/destination-schema.ts';

const page = readFileSync(new URL('../../../docs/destinations.md', import.meta.url), 'utf8');

function sectionOf(kind: string): string {
  const [, section] = page.split(new RegExp(`^## ${kind}$`, 'm'));
  if (section === undefined) throw new Error(`no section about ${kind}`);
  return section.split(/^## /m)[0] ?? '';
}

describe.for(allAdapters.map((adapter) => [adapter.kind, adapter] as const))('%s', ([kind, adapter]) => {
  test('has an example that may be saved where only public targets are allowed', () => {
    const [, example = ''] = /```json\n([\s\S]*?)\n```/.exec(sectionOf(kind)) ?? [];
    // What stands for the rest of a secret is no part of one.
    const draft = draftOf(destinationBody.parse(JSON.parse(example.replaceAll('…', 'x'))));
    expect(draft.kind).toBe(kind);
    expect(checkConfig(adapter, draft.config, 'public')).toEqual([]);
    for (const [name, { isRequired, isSecret }] of Object.entries(adapter.members)) {
      if (isRequired) expect(isSecret ? draft.secrets : draft.config.members).toHaveProperty(name);
    }
  });

  test('has a default mapping that may be saved', () => {
    expect(checkMapping(adapter.defaultMapping, 'config.mapping')).toEqual([]);
  });

  test.runIf(/Default mapping[^\n]*:\n/.test(sectionOf(kind)))('tells its default mapping', () => {
    const rows = sectionOf(kind).matchAll(/^\| `(\w+)` +\| `(.*)` +\|$/gm);
    const told = [...rows].map(([, field, template]) => [field, template?.replaceAll('\\|', '|')]);
    expect(Object.fromEntries(told)).toEqual(adapter.defaultMapping);
  });
});
