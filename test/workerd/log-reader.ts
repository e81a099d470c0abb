/** Owns fetching a tenant's log over HTTP and opening it with its own key; must not expect anything of it. */
import { runInDurableObject } from 'cloudflare:test';
import { exports } from 'cloudflare:workers';
import { isRefusal } from '../../contract/problem.ts';
import { type OpenedCheckpoint, openCheckpoint } from '../../worker/ledger/checkpoint.ts';
import { tilePath } from '../../worker/ledger/tile.ts';
import { parseVerifierKey, type VerifierKey } from '../../worker/ledger/verifier-key.ts';
import type { LogInclusion } from '../../worker/tenant/log/log-store.ts';
import { call, publicUrl } from './api.ts';
import { tenantStub } from './scenario.ts';

export async function logText(tenant: string, path: string): Promise<string> {
  const answer = await call('GET', `/log/${tenant}/${path}`);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.text;
}

export function keyOf(line: string): VerifierKey {
  const key = parseVerifierKey(line);
  if (key === null) throw new Error(`not a verifier key: ${line}`);
  return key;
}

export async function logKeys(tenant: string): Promise<VerifierKey[]> {
  return (await logText(tenant, 'key')).trimEnd().split('\n').map(keyOf);
}

/** The checkpoint, opened with the keys that the log names. */
export async function openLog(tenant: string): Promise<OpenedCheckpoint> {
  const opened = await openCheckpoint(await logText(tenant, 'checkpoint'), await logKeys(tenant));
  if ('fault' in opened) throw new Error(opened.fault);
  return opened;
}

/** A tile or bundle as bytes. */
export async function logBytes(tenant: string, path: string): Promise<Uint8Array> {
  const response = await exports.default.fetch(new Request(`${publicUrl}/log/${tenant}/${path}`));
  if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** Every entry of the first `size`, from the published bundles, taken apart here. */
export async function publishedEntries(tenant: string, size: number): Promise<string[]> {
  const entries: string[] = [];
  for (let index = 0; index * 256 < size; index++) {
    const width = Math.min(256, size - index * 256);
    const bundle = await logBytes(tenant, tilePath({ level: 'entries', index, width }));
    const view = new DataView(bundle.buffer);
    for (let at = 0; at < bundle.length; at += 2 + view.getUint16(at)) {
      entries.push(new TextDecoder().decode(bundle.subarray(at + 2, at + 2 + view.getUint16(at))));
    }
  }
  return entries;
}

/** The proof of an entry, as other parts of the Worker ask for it; null for no entry. */
export function inclusionOf(tenant: string, index: number): Promise<LogInclusion | null> {
  return runInDurableObject(tenantStub(tenant), async (object) => {
    const found = await object.log.inclusion(index, publicUrl);
    if (isRefusal(found)) throw new Error(found.refused);
    return found;
  });
}

export async function provenEntry(tenant: string, index: number): Promise<LogInclusion> {
  const found = await inclusionOf(tenant, index);
  if (found === null) throw new Error(`no entry ${index}`);
  return found;
}
