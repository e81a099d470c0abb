/** Owns the check that leads outlive a restart and die when erased; must not know HTTP. */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openLeadStore } from '../../demo/crm/store.ts';
import { sampleLead } from './sample-lead.ts';
import { tempFolder } from './temp-folder.ts';

const receivedAt = '2026-11-22T08:00:00.120Z';
const created = (webhookId: string, id: string) => ({
  webhookId,
  type: 'lead.created',
  receivedAt,
  data: sampleLead({ id }).data,
});
const erased = (webhookId: string, id: string) => ({
  webhookId,
  type: 'lead.erased',
  receivedAt,
  data: { tenant: 'huikai', lead: { id, seq: 7 } },
});

async function bench() {
  const path = join(tempFolder(), 'leads.jsonl');
  return { path, store: await openLeadStore(path) };
}

it('keeps leads and seen ids over a restart, newest first', async () => {
  const { path, store } = await bench();
  await store.accept(created('m1', 'ld_a'));
  await store.accept(created('m2', 'ld_b'));
  const again = await openLeadStore(path);
  expect(again.leads()).toEqual(store.leads());
  expect(again.leads().map((lead) => lead.id)).toEqual(['ld_b', 'ld_a']);
  expect(await again.accept(created('m1', 'ld_a'))).toBe('repeat');
});

it('removes an erased lead from memory and from the file, and keeps the chain', async () => {
  const { path, store } = await bench();
  await store.accept(created('m1', 'ld_a'));
  await store.accept(created('m2', 'ld_b'));
  await store.accept(erased('m3', 'ld_a'));
  expect(store.find('ld_a')).toMatchObject({ erased: true, values: [] });
  expect(store.find('ld_a')?.chain).toHaveLength(2);
  expect(readFileSync(path, 'utf8').match(/13800138000/g)).toHaveLength(1);
  const again = await openLeadStore(path);
  expect(again.find('ld_a')).toMatchObject({ erased: true, values: [] });
  expect(again.find('ld_b')?.values).toContainEqual(['phone', '13800138000']);
});

it('keeps an erasure that overtook its lead', async () => {
  const { path, store } = await bench();
  await store.accept(erased('m1', 'ld_a'));
  await store.accept(created('m2', 'ld_a'));
  expect(store.find('ld_a')).toMatchObject({ erased: true, values: [] });
  expect(readFileSync(path, 'utf8')).not.toContain('13800138000');
});

const told = (webhookId: string, type: string, data: object) => ({
  webhookId,
  type,
  receivedAt,
  data: { tenant: 'huikai', lead: { id: 'ld_a', seq: 7 }, ...data },
});

it('shows a consent as it was decided last, over a restart too', async () => {
  const { path, store } = await bench();
  const [consent] = sampleLead().data.consents;
  await store.accept(created('m1', 'ld_a'));
  await store.accept(told('m2', 'consent.withdrawn', { consent: { ...consent, decision: 'withdrawn' } }));
  await store.accept(told('m3', 'consent.granted', { consent: { ...consent, notice: 'credit-bank-a' } }));
  for (const one of [store, await openLeadStore(path)]) {
    expect(one.find('ld_a')?.consents.map(({ notice, decision }) => [notice, decision])).toEqual([
      ['provide-bank-a', 'withdrawn'],
      ['credit-bank-a', 'granted'],
    ]);
  }
});

it('takes corrected values, which die with the lead', async () => {
  const { path, store } = await bench();
  const corrected = { lead: { id: 'ld_a', seq: 7, values: { name: '王建新', phone: '13900139000' } } };
  await store.accept(created('m1', 'ld_a'));
  await store.accept(told('m2', 'lead.corrected', corrected));
  expect(store.find('ld_a')?.values).toEqual([
    ['name', '王建新'],
    ['phone', '13900139000'],
  ]);
  expect((await openLeadStore(path)).find('ld_a')?.values).toHaveLength(2);
  await store.accept(erased('m3', 'ld_a'));
  await store.accept(told('m4', 'lead.corrected', corrected));
  expect(store.find('ld_a')).toMatchObject({ erased: true, values: [] });
  expect(readFileSync(path, 'utf8')).not.toContain('13900139000');
});

it('drops a line that a crash cut short, and takes its webhook again', async () => {
  const { path, store } = await bench();
  await store.accept(created('m1', 'ld_a'));
  appendFileSync(path, '{"webhookId":"m2","type":"lead.cre');
  const again = await openLeadStore(path);
  expect(again.leads()).toHaveLength(1);
  expect(await again.accept(created('m2', 'ld_b'))).toBe('accepted');
  expect((await openLeadStore(path)).leads()).toHaveLength(2);
});

it('forgets a webhook that could not be stored, so that its repeat is taken', async () => {
  const folder = tempFolder();
  const store = await openLeadStore(join(folder, 'below', 'leads.jsonl'));
  writeFileSync(join(folder, 'below'), 'in the way');
  await expect(store.accept(created('m1', 'ld_a'))).rejects.toThrow();
  expect(store.leads()).toEqual([]);
  const { rmSync } = await import('node:fs');
  rmSync(join(folder, 'below'));
  expect(await store.accept(created('m1', 'ld_a'))).toBe('accepted');
});

it('keeps nothing of events that it does not replay', async () => {
  const { path, store } = await bench();
  await store.accept({ ...created('m1', 'ld_a'), type: 'lead.scored' });
  expect(readFileSync(path, 'utf8')).not.toContain('13800138000');
  expect(store.leads()).toEqual([]);
});
