/** Owns the check of docs/destinations.md: its examples work as they stand, and its tables are the defaults. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { adapterOf } from '../../../../worker/delivery/adapters.ts';
import { standIn } from '../../../targets/stand-in.ts';
import type { Row } from './conformance-row.ts';
import { drive } from './drive.ts';
import { rows } from './rows.ts';
import { lead, ping } from './sample-messages.ts';

const page = readFileSync(new URL('../../../../docs/destinations.md', import.meta.url), 'utf8');
const sections = new Map(
  page.split(/^## /m).map((section) => [section.slice(0, section.indexOf('\n')).trim(), section] as const),
);
const robots = sections.get('Group robots: what they say') ?? '';

interface Example {
  kind: string;
  recipient: string;
  config: Record<string, unknown>;
}

function exampleOf(section: string): Example {
  const block = /```json\n([\s\S]*?)```/.exec(section)?.[1];
  if (block === undefined) throw new Error('the section has no example');
  // What stands for the rest of a secret is no part of one.
  return JSON.parse(block.replaceAll('…', 'x'));
}

/** The text members of an example's `config`, and its `mapping`. */
function partsOf({ config }: Example): {
  members: Record<string, string>;
  mapping: Record<string, string> | null;
} {
  const { mapping, ...rest } = config;
  const texts = (value: object) =>
    Object.fromEntries(Object.entries(value).map(([name, text]) => [name, String(text)]));
  return { members: texts(rest), mapping: mapping === undefined ? null : texts(Object(mapping)) };
}

describe.each(rows)('$kind', (row: Row) => {
  const adapter = adapterOf(row.kind);
  const section = sections.get(row.kind) ?? '';

  it('has an example whose members are those of its kind', () => {
    const example = exampleOf(section);
    expect(example).toMatchObject({ kind: adapter.kind, recipient: 'self' });
    const { members } = partsOf(example);
    for (const [name, value] of Object.entries(members)) {
      const member = adapter.members[name];
      expect(member, name).toBeDefined();
      expect(value, name).toMatch(member?.pattern ?? /^[^\p{Cc}]{1,2048}$/u);
    }
    const required = Object.entries(adapter.members).filter(([, { isRequired }]) => isRequired);
    expect(Object.keys(members)).toEqual(expect.arrayContaining(required.map(([name]) => name)));
  });

  it('has an example that works', async () => {
    const { members, mapping } = partsOf(exampleOf(section));
    const target = await standIn(row.vendor());
    const ours = row.config(target.url);
    // What is called is the stand-in, and a webhook's secret is made by us.
    const called = Object.keys(ours).filter(
      (name) => name === 'baseUrl' || adapter.members[name]?.isAddress === true || !(name in adapter.members),
    );
    const config = { ...members, ...Object.fromEntries(called.map((name) => [name, ours[name] ?? ''])) };
    const so = { adapter, config, ...(mapping === null ? {} : { mapping }) };
    if (row.ping !== undefined) expect(await drive(so, ping)).toMatchObject({ outcome: 'delivered' });
    expect(await drive(so, lead)).toMatchObject({ outcome: 'delivered' });
    await target.close();
  });

  it('tells the default mapping', () => {
    const told = adapter.kind.endsWith('_bot') ? robots : section;
    for (const [field, template] of Object.entries(adapter.defaultMapping)) {
      const cell = `\`${template.replaceAll('|', '\\|')}\``;
      const line = told.split('\n').find((one) => one.startsWith('|') && one.includes(cell));
      expect(line, field).toMatch(new RegExp(`^\\| \`?${field}\`? +\\|`));
    }
  });

  it('tells how success is judged, and what it is not told of', () => {
    expect(section).toMatch(/success/i);
    const { perMinute } = adapter.pace;
    if (adapter.coalesces > 1) expect(section).toContain(`${perMinute} messages a minute`);
    if (adapter.takes !== 'all') expect(section).toContain('by_hand');
  });
});
