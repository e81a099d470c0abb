/** Owns what the seeding must remember between starts (keys shown once, ids); must not know how it is made. */

import { readPrivate, writePrivate } from '../private-file.ts';
import { listMember, parseJson, textMember } from '../read-json.ts';

export interface SeededPromoter {
  key: string;
  id: string;
  /** Opens the share centre; absent in a state that an earlier version saved. */
  token?: string;
}

export interface SeededLink {
  key: string;
  code: string;
  /** Path of the short address; its host follows the port that the server gets. */
  path: string;
}

/** Filled step by step and saved after each, so that an interrupted first start goes on where it stopped. */
export interface SeedState {
  apiKey?: string;
  webhookSecret?: string;
  /** Where the webhook points and who may embed, as the server last heard. */
  hookUrl?: string;
  partnerOrigins?: string;
  contentDigest?: string;
  /** JSON of the settings as the server last heard them. */
  settings?: string;
  promoters: SeededPromoter[];
  links: SeededLink[];
}

/** The saved state, or an empty one before the first start. @throws Error when the file is damaged. */
export async function readSeedState(path: string): Promise<SeedState> {
  const text = await readPrivate(path);
  if (text === undefined) return { promoters: [], links: [] };
  const saved = parseJson(text);
  if (saved === undefined) throw new Error(`${path} is damaged; delete the folder to start afresh`);
  const state: SeedState = { promoters: [], links: [] };
  const names = [
    'apiKey',
    'webhookSecret',
    'hookUrl',
    'partnerOrigins',
    'contentDigest',
    'settings',
  ] as const;
  for (const name of names) {
    const value = textMember(saved, name);
    if (value !== undefined) state[name] = value;
  }
  for (const one of listMember(saved, 'promoters')) {
    const [key, id, token] = [textMember(one, 'key'), textMember(one, 'id'), textMember(one, 'token')];
    if (key !== undefined && id !== undefined)
      state.promoters.push({ key, id, ...(token === undefined ? {} : { token }) });
  }
  for (const one of listMember(saved, 'links')) {
    const [key, code, path] = [textMember(one, 'key'), textMember(one, 'code'), textMember(one, 'path')];
    if (key !== undefined && code !== undefined && path !== undefined) state.links.push({ key, code, path });
  }
  return state;
}

/** Saves the state with mode 0600: it holds the tenant's key, the promoters' and the webhook's secret. */
export function writeSeedState(path: string, state: SeedState): Promise<void> {
  return writePrivate(path, `${JSON.stringify(state, null, 2)}\n`);
}
