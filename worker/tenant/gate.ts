/** Owns what the visitor's side is told of a tenant before a body is read; must not know what is done with it. */
import type { Controller } from '../ledger/consent-record.ts';
import type { Settings } from '../publishing/settings-schema.ts';
import type { Profile } from './context.ts';
import { controllerOf } from './profile.ts';

/** What the visitor's side needs to know before a body is read. */
export interface Gate extends Pick<Settings, 'challenge' | 'limits' | 'presentation'> {
  origins: string[];
  /** Who asks for consent, as each record names it. */
  controller: Controller;
}

export function gateOf(profile: Profile): Gate {
  const { challenge, limits, presentation } = profile.settings;
  return { origins: profile.origins, controller: controllerOf(profile), challenge, limits, presentation };
}
