/** Owns the entry of the embed part: forms that open above the page; must not hold any of its own. */
import type { EmbedPart } from '../element/embedding.ts';
import { attach } from './embed-form.ts';
import { runCommand } from './run-command.ts';

export const part: EmbedPart = { attach, run: runCommand };
