/** Owns the entry of the script build, `/w/jinjian.js` and the head of `/w/{tenant}/{form}.js`. */
import { install } from './jinjian.ts';

install();
