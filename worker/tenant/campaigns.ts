/** Owns campaigns 活动: every saved version with who approved it, and which may be shared now; must not know any link. */
import { RpcTarget } from 'cloudflare:workers';
import { withAnnualCost } from '../../contract/annual-cost.ts';
import type { Campaign, CampaignDraft, CampaignOff, SharedCampaign } from '../../contract/campaign.ts';
import type { AnnualCost, Disclosure } from '../../contract/form.ts';
import { type Finding, firstOf, type Refusal, refuse } from '../../contract/problem.ts';
import { unsafeTarget } from '../delivery/target-safety.ts';
import { digestOf } from '../encoding/digest.ts';
import type { CampaignVerdict } from '../publishing/check-campaign.ts';
import { checkRates } from '../publishing/stated-rates.ts';
import { campaignEndMs, campaignOff } from '../referral/campaign-off.ts';
import { landingOff, mandateFindings, mandateOff } from '../referral/campaign-terms.ts';
import { checkLanding } from '../referral/check-landing.ts';
import type { TenantContext } from './context.ts';
import type { FormStore } from './forms.ts';
import { allRows, firstRow, timeText } from './rows.ts';

type VersionRow = {
  id: string;
  version: number;
  content: string;
  body: string;
  saved_at: number;
  saved_by: string;
};

/** A campaign as whoever configures the tenant reads it. */
export type CampaignView = Campaign & { off: CampaignOff | null };

export interface SavedCampaign {
  campaign: CampaignView;
  /** Words that are better left out: the first of them, and how many there are besides. */
  advice: Finding[];
  more: number;
}

function campaignOf(row: VersionRow): Campaign {
  const draft: CampaignDraft = JSON.parse(row.body);
  return {
    ...draft,
    id: row.id,
    version: row.version,
    savedAt: timeText(row.saved_at),
    savedBy: row.saved_by,
  };
}

export class CampaignStore extends RpcTarget {
  readonly #context: TenantContext;
  readonly #forms: FormStore;
  /** The latest version of each that was asked for: a followed link reads no row for it. */
  readonly #latest = new Map<string, Campaign>();

  constructor(context: TenantContext, forms: FormStore) {
    super();
    this.#context = context;
    this.#forms = forms;
  }

  /** Saves a new version, or answers with the latest when its content is the same. No version is ever changed. */
  save(
    id: string,
    draft: CampaignDraft,
    key: string,
    { findings, advice }: CampaignVerdict,
  ): SavedCampaign | Refusal {
    const context = this.#context;
    const landing = checkLanding(draft.landing);
    const isToldRightly = !findings.some(({ path }) => path.startsWith('disclosure.'));
    const wrong = [...findings, ...this.#checkPlaces(draft, landing.findings, isToldRightly)];
    if (wrong.length > 0) return refuse('copy_rejected', wrong);
    const content = digestOf(draft);
    return context.storage.transactionSync(() => {
      const latest = this.#latestRow(id);
      if (latest?.content !== content) {
        context.sql.exec(
          `INSERT INTO campaign_versions (id, version, content, body, saved_at, saved_by)
           VALUES (?, ?, ?, ?, ?, ?)`,
          id,
          (latest?.version ?? 0) + 1,
          content,
          JSON.stringify(draft),
          context.now(),
          key,
        );
        this.#latest.delete(id);
      }
      const campaign = this.latest(id);
      if (campaign === undefined) throw new Error('a campaign that was just saved is not there');
      const { first, more } = firstOf([...advice, ...landing.advice]);
      return { campaign: this.#viewOf(campaign), advice: first, more };
    });
  }

  /**
   * Where it leads must exist, be public and covered by the mandate; addresses on it too, since phones open them.
   * @param ofLanding what is wrong with an address of somebody's own that it leads to
   * @param isToldRightly the terms are in order, and can be held against those of the form
   */
  #checkPlaces(draft: CampaignDraft, ofLanding: readonly Finding[], isToldRightly: boolean): Finding[] {
    const { landing, mandate, poster } = draft;
    const findings = [...ofLanding];
    if ('form' in landing) {
      const form = this.#forms.latest(landing.form);
      if (form === null) findings.push({ path: 'landing.form', code: 'unknown_form' });
      else if (isToldRightly) findings.push(...checkRates(draft.disclosure, form.disclosure));
    }
    const addresses = {
      // A fragment never leaves the browser: pages that route by it are as safe as any other.
      'landing.url': 'url' in landing ? landing.url.replace(/#.*$/su, '') : undefined,
      'mandate.listUrl': mandate?.listUrl,
      'poster.background': poster?.background,
    };
    for (const [path, address] of Object.entries(addresses)) {
      const code = address === undefined ? null : unsafeTarget(address, 'public');
      if (code !== null) findings.push({ path, code });
    }
    const isUnsafe = findings.some(({ path }) => path === 'landing.url');
    const covered = mandateFindings(draft).filter(({ path }) => path !== 'landing.url' || !isUnsafe);
    return [...findings, ...covered];
  }

  #latestRow(id: string): VersionRow | undefined {
    return firstRow<VersionRow>(
      this.#context.sql,
      'SELECT * FROM campaign_versions WHERE id = ? ORDER BY version DESC LIMIT 1',
      id,
    );
  }

  latest(id: string): Campaign | undefined {
    const known = this.#latest.get(id);
    if (known !== undefined) return known;
    const row = this.#latestRow(id);
    if (row === undefined) return undefined;
    const campaign = campaignOf(row);
    this.#latest.set(id, campaign);
    return campaign;
  }

  /**
   * Why a campaign's links and posters are off now.
   * @param form that a link of it leads to, if another than the campaign's own
   */
  off(campaign: Campaign, form?: string): CampaignOff | null {
    const { marketing } = this.#context.profile().settings;
    const { landing } = campaign;
    const leadsTo = form ?? ('form' in landing ? landing.form : undefined);
    return (
      campaignOff(campaign, marketing, this.#context.now()) ??
      (marketing === 'open' ? null : mandateOff(campaign)) ??
      (leadsTo === undefined ? null : landingOff(campaign, this.#forms.latest(leadsTo)?.disclosure))
    );
  }

  /** When it goes off by itself; null for never. */
  endMs(campaign: Campaign): number | null {
    return campaignEndMs(campaign, this.#context.profile().settings.marketing);
  }

  #viewOf(campaign: Campaign): CampaignView {
    return { ...campaign, off: this.off(campaign) };
  }

  /** One version; the latest without a number. Null when there is none. */
  view(id: string, version?: number): CampaignView | null {
    if (version === undefined) {
      const latest = this.latest(id);
      return latest === undefined ? null : this.#viewOf(latest);
    }
    const row = firstRow<VersionRow>(
      this.#context.sql,
      'SELECT * FROM campaign_versions WHERE id = ? AND version = ?',
      id,
      version,
    );
    return row === undefined ? null : this.#viewOf(campaignOf(row));
  }

  /** The latest of each, by id after a cursor. */
  list(limit: number, after: string): CampaignView[] {
    const ids = allRows<{ id: string }>(
      this.#context.sql,
      'SELECT DISTINCT id FROM campaign_versions WHERE id > ? ORDER BY id LIMIT ?',
      after,
      limit,
    );
    return ids.flatMap(({ id }) => this.latest(id) ?? []).map((campaign) => this.#viewOf(campaign));
  }

  /** Every version of one, the newest first, before a number. */
  versions(id: string, limit: number, before: number): Campaign[] {
    return allRows<VersionRow>(
      this.#context.sql,
      'SELECT * FROM campaign_versions WHERE id = ? AND version < ? ORDER BY version DESC LIMIT ?',
      id,
      before,
      limit,
    ).map(campaignOf);
  }

  /** What a sharer is shown of each: the approved words, and whether they may be shared now. */
  shared(limit: number, after: string): SharedCampaign[] {
    return this.list(limit, after).map((campaign) => this.#sharedOf(campaign));
  }

  /** One as sharers are shown it, with the form that it leads to. */
  find(id: string): { shared: SharedCampaign; form?: string } | undefined {
    const campaign = this.latest(id);
    if (campaign === undefined) return undefined;
    const { landing } = campaign;
    const shared = this.#sharedOf(this.#viewOf(campaign));
    return 'form' in landing ? { shared, form: landing.form } : { shared };
  }

  /** The terms as every surface tells them: in short, with the yearly cost that the form's own sheet comes to. */
  terms({ disclosure, landing }: Campaign): Disclosure {
    const { costs: _, worked: __, ...short } = disclosure;
    const told = 'form' in landing ? this.#forms.latest(landing.form)?.disclosure : undefined;
    const own = told ?? withAnnualCost(disclosure);
    return own.annualCost === undefined ? short : { ...short, annualCost: own.annualCost };
  }

  #sharedOf(view: CampaignView): SharedCampaign {
    const { id, version, title, copy, mandate, poster, off } = view;
    const disclosure = this.terms(view);
    const cost = disclosure.annualCost;
    return {
      id,
      version,
      title,
      tenantName: this.#context.profile().name,
      copy,
      disclosure,
      ...(cost === undefined ? {} : { cost: `综合融资成本${costRange(cost)}` }),
      ...(mandate === undefined ? {} : { institution: mandate.institution }),
      poster: poster ?? { template: defaultTemplate },
      off,
    };
  }
}

/** For a campaign that names none. */
const defaultTemplate = 'clear';

function costRange({ min, max }: AnnualCost): string {
  return min === max ? `${min}%` : `${min}%–${max}%`;
}
