/** Owns `npm run serve` as a program; must not know more than that there is one. */
import { runServe } from './serve/run-serve.ts';

process.exit(await runServe(process.env));
