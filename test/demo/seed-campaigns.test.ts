/** Owns the check that the demo's campaigns may be published and shared by its promoters; must not know the server. */
import { describe, expect, it } from 'vitest';
import { atOnce } from '../../contract/steps.ts';
import { campaigns } from '../../demo/seed/campaigns.ts';
import { forms } from '../../demo/seed/content.ts';
import { links, promoters, tenant } from '../../demo/seed/parties.ts';
import { campaignSchema } from '../../worker/publishing/campaign-schema.ts';
import { checkCampaign } from '../../worker/publishing/check-campaign.ts';
import { campaignOff, lackingOf } from '../../worker/referral/campaign-off.ts';
import { forbiddenIn, lawlessWords } from './forbidden-phrases.ts';

const nowMs = Date.parse('2026-11-27T00:00:00Z');

describe.each(campaigns)('$id', ({ id: _, ...draft }) => {
  it('has the shape that the server asks for, lawful words and a landing', () => {
    const parsed = campaignSchema.parse(draft);
    expect(atOnce(checkCampaign(parsed, { tenantName: tenant.name, today: '2026-11-27' }))).toEqual({
      findings: [],
      advice: [],
    });
    expect(forbiddenIn(JSON.stringify(draft.copy), lawlessWords)).toEqual([]);
    expect(forms.map(({ id }) => id)).toContain(draft.landing.form);
  });
  it('is on', () => {
    expect(campaignOff(campaignSchema.parse(draft), 'strict', nowMs)).toBeNull();
  });
});

it('links that name a campaign are made by those who may share it', () => {
  const named = links.filter(({ campaign }) => campaign !== undefined);
  expect(named).toHaveLength(3);
  for (const link of named) {
    expect(campaigns.map(({ id }) => id)).toContain(link.campaign);
    const promoter = promoters.find(({ key }) => key === link.promoter);
    if (promoter === undefined) throw new Error(`no promoter ${link.promoter}`);
    const { kind, employer = null, certificate = null } = promoter;
    expect(lackingOf({ kind, employer, certificate, authority: null }, 'strict', nowMs)).toEqual([]);
  }
});
