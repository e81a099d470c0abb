/** Owns asking whether an authorisation was signed at its provider, after a browser came back from there; must not show anything. */
import type { Answer } from '../send/request.ts';

/** The provider tells at once as a rule; a minute of asking is patience enough, and a later visit asks again. */
const looks = 20;
const betweenLooksMs = 3000;

interface Told {
  /** It is under way there. */
  checking: () => void;
  decided: (answer: Answer | null) => void;
  /** Nothing was signed there, or not yet. */
  unsigned: () => void;
}

/** @param check asks the server, which asks the provider */
export async function lookForSignature(check: () => Promise<Answer | null>, told: Told): Promise<void> {
  for (let left = looks; left > 0; left--) {
    const answer = await check();
    const { state } = Object(answer?.body);
    if (answer?.status === 200 && state === 'none') return;
    if (answer?.status === 200 && state === 'ended') return told.unsigned();
    if (answer?.status === 200 && state === 'signed') return told.decided(answer);
    if (answer !== null && [409, 410].includes(answer.status)) return told.decided(answer);
    told.checking();
    await new Promise((resolve) => setTimeout(resolve, betweenLooksMs));
  }
  told.unsigned();
}
