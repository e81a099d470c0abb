/** Owns what the door's tests run inside a page: the door and its two ways of solving; must not assert. */
import { createDoor, type Door } from '../../sdk/door/door.ts';
import { request } from '../../sdk/send/request.ts';

export { solveInSlices } from '../../sdk/door/solve-in-slices.ts';
export { solveInWorker } from '../../sdk/door/solve-in-worker.ts';

/** The door of the form on this page; `base` is another origin on a partner's page. */
export function doorAt(base: string): Door {
  return createDoor({ base, tenant: 'acme', fetchJson: (url) => request(url, {}) });
}
