/** Owns what the tests of sending run inside a page: sending with a stand-in for the proof of work; must not assert. */
import { pendingSubmission } from '../../sdk/send/outbox.ts';
import { postSubmission, type Waiting } from '../../sdk/send/send-submission.ts';

export { pendingSubmission };

/** What the page saw while it was sending. */
export const seen: { waits: Waiting[]; renewals: number } = { waits: [], renewals: 0 };

let number = 1;
const proof = {
  payload: () => Promise.resolve(`proof-${number}`),
  renew: () => {
    seen.renewals++;
    number++;
  },
};
let stopWaiting = () => {};
const stopped = new Promise<void>((resolve) => {
  stopWaiting = resolve;
});

export function stop(): void {
  stopWaiting();
}

/** Sends a body to this page's own server. */
export function send(body: string, isProven = false) {
  const options = isProven ? { proof, stopped } : { stopped };
  return postSubmission(location.origin, 'acme', body, (waiting) => seen.waits.push(waiting), options);
}
