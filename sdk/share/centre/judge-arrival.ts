/** Owns whether a token that the address brings may take the place of the one that is kept; must not keep or draw anything. */
import type { SharedMe } from '../../../contract/share-centre.ts';
import type { KeptToken } from '../../pages/kept-token.ts';
import { failureOf, ShareApi } from './share-api.ts';

/** A token to go on with, or two people between whom only the person at the screen can choose. */
export type Arrival = { open: KeptToken } | { mine: SharedMe; theirs: SharedMe };

/**
 * Anyone can send a link with a token of their own: opened unasked, what is shared from then on would be credited to
 * them. There is no question where there is no choice: one of the two no longer opens, or both are of one person.
 * @throws ShareFailure when the server could not be asked
 */
export async function judgeArrival(base: string, kept: KeptToken, arrived: string): Promise<Arrival> {
  const [mine, theirs] = await Promise.all([meOf(base, kept.token), meOf(base, arrived)]);
  if (theirs === null) return { open: kept };
  if (mine === null) return { open: { token: arrived, isRemembered: false } };
  return mine.id === theirs.id ? { open: { ...kept, token: arrived } } : { mine, theirs };
}

/** Whose token it is; null when it opens nothing here. */
async function meOf(base: string, token: string): Promise<SharedMe | null> {
  try {
    return await new ShareApi(base, token).me();
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure === 'signed_out' || failure === 'not_promoter') return null;
    throw thrown;
  }
}
