/** Owns the check that this server can open what its tenants have sealed, made once an isolate; must not know HTTP answers. */
import { isRefusal, type Refusal, refuse } from '../../contract/problem.ts';
import type { Env } from '../env.ts';
import { parseMasterKeys } from '../sealing/master-keys.ts';
import { directoryOf } from './tenants.ts';

/** The keys are part of the isolate's environment: once they are known to be enough they stay so. */
let isJudgedGood = false;

/** Null when every master key that is needed is there; else `key_missing` with what is wrong. */
export async function judgeMasterKeys(env: Env): Promise<Refusal | null> {
  if (isJudgedGood) return null;
  try {
    parseMasterKeys(env.JINJIAN_MASTER_KEYS);
  } catch {
    return refuse('key_missing', [{ path: 'JINJIAN_MASTER_KEYS', code: 'no_usable_key' }]);
  }
  const judged: { judged: true } | Refusal = await directoryOf(env).judgeMasterKeys();
  if (isRefusal(judged)) return judged;
  isJudgedGood = true;
  return null;
}
