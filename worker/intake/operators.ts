/** Owns how whoever shows an admin token is let in or turned away; must not know what operators may do. */
import { isRefusal, type Refusal } from '../../contract/problem.ts';
import { toBase64Url, utf8 } from '../encoding/bytes.ts';
import { keyedDigest, sha256 } from '../encoding/digest.ts';
import type { Env } from '../env.ts';
import { parseMasterKeys } from '../sealing/master-keys.ts';
import { derivedSecret } from '../sealing/tenant-keys.ts';
import { clientAddress, widerNetwork } from './client-address.ts';
import { directoryOf } from './tenants.ts';

let bucketKey: Promise<Uint8Array> | null = null;

/** What the failures of one address, or one IPv6 /56, are counted by: nothing leads back from it. Unknown addresses share one. */
async function bucketOf(env: Env, request: Request): Promise<string> {
  bucketKey ??= derivedSecret(parseMasterKeys(env.JINJIAN_MASTER_KEYS)[0], '', 'operator-address').then(
    (text) => utf8.encode(text),
  );
  const address = clientAddress(request, env.JINJIAN_CLIENT_IP_HEADER) ?? 'unknown';
  return toBase64Url(keyedDigest(await bucketKey, widerNetwork(address) ?? address).subarray(0, 12));
}

/** Null for a token that is live. */
export async function admitOperator(
  { env, request, requestId }: { env: Env; request: Request; requestId: string },
  token: string,
): Promise<Refusal | null> {
  const bucket = await bucketOf(env, request);
  const verdict = await directoryOf(env).admitOperator(sha256(token), bucket);
  if (!isRefusal(verdict)) return null;
  // Neither the token nor the address. What is held back is not logged: nobody fills a disk by asking.
  if (verdict.refused === 'unauthorized') console.warn('admin token refused', requestId, bucket.slice(0, 8));
  return verdict;
}
