/** Owns the npm entry: importing it registers `<jinjian-form>`; must not hold anything of its own. */
import { install } from './jinjian.ts';
import { first } from './words/first/zh-cn.ts';

const { load, version, words } = install();
words('zh-CN', first);

export type { FormBundle } from '../contract/submission.ts';
export { JinjianForm } from './element/jinjian-form.ts';
export type { FormRef, JinjianEventDetails, JinjianEventMap, JinjianEventName } from './events.ts';
export type { Jinjian } from './jinjian.ts';
export { load, version };
