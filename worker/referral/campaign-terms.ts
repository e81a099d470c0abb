/** Owns whether a campaign leads to the lender that it discloses and is entrusted by; must not know where forms are kept. */
import type { CampaignDraft, CampaignOff, Mandate } from '../../contract/campaign.ts';
import type { Disclosure } from '../../contract/form.ts';
import { isSameParty, type LegalParty } from '../../contract/legal-party.ts';
import type { Finding } from '../../contract/problem.ts';
import { bareName, type Host, readHostList } from '../encoding/host-name.ts';

type Terms = Pick<CampaignDraft, 'landing' | 'disclosure' | 'mandate'>;

function lenderOf({ lender, uscc }: Disclosure): LegalParty {
  return { legalName: lender, uscc };
}

/** Why a mandate does not cover the campaign; null for one that does, and for none. */
export function mandateOff({ landing, disclosure, mandate }: Terms): CampaignOff | null {
  if (mandate === undefined) return null;
  const { institution: legalName, uscc } = mandate;
  if (!isSameParty({ legalName, uscc }, lenderOf(disclosure))) return 'mandate_of_another';
  return 'url' in landing && !isListed(landing.url, mandate) ? 'host_not_mandated' : null;
}

/** The same on saving, each at its place, and hosts that are none. */
export function mandateFindings(draft: Terms): Finding[] {
  const hosts = draft.mandate?.hosts ?? [];
  const findings: Finding[] = hosts.flatMap((host, at) =>
    readHost(host) === null ? [{ path: `mandate.hosts.${at}`, code: 'not_a_host', rule: 'MK-01' }] : [],
  );
  const code = mandateOff(draft);
  const path = code === 'host_not_mandated' ? 'landing.url' : 'mandate.institution';
  return code === null ? findings : [...findings, { path, code, rule: 'MK-01' }];
}

/** Why the form that it leads to, as published now, is none of this campaign's. */
export function landingOff(
  { disclosure }: Pick<Terms, 'disclosure'>,
  formTold: Disclosure | undefined,
): CampaignOff | null {
  if (formTold === undefined) return 'landing_without_disclosure';
  return isSameParty(lenderOf(disclosure), lenderOf(formTold)) ? null : 'landing_of_another';
}

/** The very host: not one below it, not another port. International names are the same in either form. */
function isListed(address: string, { hosts = [] }: Mandate): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  const port = url.port === '' ? null : Number(url.port);
  return hosts
    .map(readHost)
    .some((host) => host?.name === bareName(url) && (host.port ?? 443) === (port ?? 443));
}

function readHost(text: string): Host | null {
  const list = readHostList(text);
  const [host, ...others] = 'hosts' in list ? list.hosts : [];
  return host === undefined || others.length > 0 || text.includes(',') ? null : host;
}
