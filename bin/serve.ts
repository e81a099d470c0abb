/** Owns `npm run serve` as a program; must not know more than that there is one, built where it was not. */
import { buildWhenMissing } from './build-when-missing.ts';
import { runServe } from './serve/run-serve.ts';

process.exit((await buildWhenMissing()) ?? (await runServe(process.env)));
