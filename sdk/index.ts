/** Owns the npm entry: importing it registers `<jinjian-form>`; must not hold anything of its own. */
import { install } from './jinjian.ts';
import { first } from './words/first/zh-cn.ts';

const { load, version, words } = install();
words('zh-CN', first);

export type { FormBundle } from '../contract/submission.ts';
export type { Call, EventName, Listener, MountOptions, Target } from './element/commands.ts';
export type { Mode, OpenOptions } from './element/embedding.ts';
export { JinjianForm } from './element/jinjian-form.ts';
export type { FormRef, JinjianEventDetails, JinjianEventMap, JinjianEventName } from './events.ts';
export type { Jinjian } from './jinjian.ts';
export type { Mounted } from './mount.ts';
export { mount, on, prefill, unmount } from './mount.ts';
export { load, version };
