/** Owns `serve` run as a program on the stand-in Worker, for tests with real processes; must not test anything itself. */
import { join } from 'node:path';
import { runServe } from '../../bin/serve/run-serve.ts';

const bundlePath = process.env.STAND_IN_BUNDLE ?? join(import.meta.dirname, 'stand-in', 'worker.js');
process.exit(await runServe(process.env, { bundlePath }));
