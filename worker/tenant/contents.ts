/** Owns the articles and videos that promoters share, every version of them; must not know how their pages look. */
import { RpcTarget } from 'cloudflare:workers';
import type { SharedCampaign } from '../../contract/campaign.ts';
import { canonicalJson } from '../../contract/canonical-json.ts';
import type { Content, ContentDraft } from '../../contract/content.ts';
import { type Finding, type Refusal, refuse } from '../../contract/problem.ts';
import type { TenantContext } from './context.ts';
import type { FormStore } from './forms.ts';
import { allRows, firstRow, timeText } from './rows.ts';

/** What a content asks of the campaigns: how one stands now, and the form that it leads to. */
export interface CampaignsForContents {
  find(id: string): { shared: SharedCampaign; form?: string | undefined } | undefined;
}

/** What the page of a content is made of. */
export interface OpenContent {
  content: Content;
  campaign: SharedCampaign | undefined;
  form: string | undefined;
}

type ContentRow = { id: string; version: number; body: string; saved_at: number; ended_at: number | null };

function contentOf(row: ContentRow): Content {
  const draft: ContentDraft = JSON.parse(row.body);
  return { ...draft, id: row.id, version: row.version, savedAt: timeText(row.saved_at) };
}

export class ContentStore extends RpcTarget {
  readonly #context: TenantContext;
  readonly #forms: FormStore;
  readonly #campaigns: CampaignsForContents;

  constructor(context: TenantContext, forms: FormStore, campaigns: CampaignsForContents) {
    super();
    this.#context = context;
    this.#forms = forms;
    this.#campaigns = campaigns;
  }

  #latest(id: string): ContentRow | undefined {
    return firstRow<ContentRow>(
      this.#context.sql,
      'SELECT * FROM contents WHERE id = ? ORDER BY version DESC LIMIT 1',
      id,
    );
  }

  /**
   * Saves a version; the same content again is the same version, as long as that is on the air.
   * @param forbidden words of it that may not be said
   */
  put(id: string, draft: ContentDraft, forbidden: readonly Finding[]): Content | Refusal {
    const { form, campaign }: { form?: string | undefined; campaign?: string | undefined } = draft;
    if (form !== undefined && this.#forms.latestVersion(form) === null)
      return refuse('invalid_request', [{ path: 'form', code: 'unknown_form' }]);
    if (campaign !== undefined && this.#campaigns.find(campaign) === undefined)
      return refuse('invalid_request', [{ path: 'campaign', code: 'unknown_campaign' }]);
    if (forbidden.length > 0) return refuse('copy_rejected', forbidden);
    const body = canonicalJson(draft);
    const before = this.#latest(id);
    if (before !== undefined && before.body === body && before.ended_at === null) return contentOf(before);
    const row = {
      id,
      version: (before?.version ?? 0) + 1,
      body,
      saved_at: this.#context.now(),
      ended_at: null,
    };
    this.#context.sql.exec(
      'INSERT INTO contents (id, version, body, saved_at) VALUES (?, ?, ?, ?)',
      row.id,
      row.version,
      row.body,
      row.saved_at,
    );
    return contentOf(row);
  }

  /** The version asked for, of any time; without one the latest on the air. */
  view(id: string, version?: number): Content | null {
    const row =
      version === undefined
        ? this.#latest(id)
        : firstRow<ContentRow>(
            this.#context.sql,
            'SELECT * FROM contents WHERE id = ? AND version = ?',
            id,
            version,
          );
    const isShown = row !== undefined && (version !== undefined || row.ended_at === null);
    return isShown ? contentOf(row) : null;
  }

  campaignOf(campaign: string): SharedCampaign | undefined {
    return this.#campaigns.find(campaign)?.shared;
  }

  /** What is shown to whoever opens the page of a content; null when it is not on the air. */
  open(id: string): OpenContent | null {
    const content = this.view(id);
    if (content === null) return null;
    const found = content.campaign === undefined ? undefined : this.#campaigns.find(content.campaign);
    const own = content.kind === 'article' ? content.form : undefined;
    return { content, campaign: found?.shared, form: own ?? found?.form };
  }

  /** The latest version of each that is on the air. */
  list(): Content[] {
    return allRows<ContentRow>(
      this.#context.sql,
      `SELECT * FROM contents AS one WHERE ended_at IS NULL
         AND version = (SELECT MAX(version) FROM contents WHERE id = one.id) ORDER BY id`,
    ).map(contentOf);
  }

  /** Those whose campaign is on, or that stand for themselves. */
  shared(): Content[] {
    return this.list().filter(
      ({ campaign }) => campaign === undefined || this.campaignOf(campaign)?.off === null,
    );
  }

  /** Takes a content off the air. Its versions stay. */
  end(id: string): { ended: true } | Refusal {
    const row = this.#latest(id);
    if (row === undefined || row.ended_at !== null) return refuse('not_found');
    this.#context.sql.exec(
      'UPDATE contents SET ended_at = ? WHERE id = ? AND version = ?',
      this.#context.now(),
      id,
      row.version,
    );
    return { ended: true };
  }
}
