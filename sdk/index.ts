/** Owns the npm entry: importing it registers `<jinjian-form>`; must not hold anything of its own. */
import { install } from './jinjian.ts';

const { load, version } = install();

export type { FormBundle } from '../contract/submission.ts';
export { JinjianForm } from './element/jinjian-form.ts';
export type { FormRef, JinjianEventDetails, JinjianEventMap, JinjianEventName } from './events.ts';
export type { Jinjian } from './jinjian.ts';
export { load, version };
