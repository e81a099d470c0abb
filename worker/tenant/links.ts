/** Owns the link tree; must not know who is credited. */
import { RpcTarget } from 'cloudflare:workers';
import type { Campaign } from '../../contract/campaign.ts';
import { type Refusal, refuse } from '../../contract/problem.ts';
import { lackingOf } from '../referral/campaign-off.ts';
import { type Link, lineage, linkState, maxDepth } from '../referral/link.ts';
import { linkCodeFrom } from '../referral/link-code.ts';
import type { TreeSize } from '../referral/tree-limit.ts';
import type { CampaignStore } from './campaigns.ts';
import type { TenantContext } from './context.ts';
import type { FormStore } from './forms.ts';
import {
  type Landing,
  type LinkDraft,
  type LinkRow,
  type LinkView,
  linkOf,
  linkViewOf,
} from './link-rows.ts';
import { type TreeReceivers, treeSize, watchTree } from './link-tree.ts';
import { type PromoterRow, promoterRow, standingOf } from './promoters.ts';
import { allRows, firstRow } from './rows.ts';

export class LinkStore extends RpcTarget {
  readonly #context: TenantContext;
  readonly #forms: FormStore;
  readonly #campaigns: CampaignStore;
  readonly #receivers: TreeReceivers;
  readonly #onDue: () => void;

  /** @param onDue called when something has become due to be sent */
  constructor(
    context: TenantContext,
    forms: FormStore,
    campaigns: CampaignStore,
    receivers: TreeReceivers,
    onDue: () => void,
  ) {
    super();
    this.#context = context;
    this.#forms = forms;
    this.#campaigns = campaigns;
    this.#receivers = receivers;
    this.#onDue = onDue;
  }

  find(code: string): Link | undefined {
    const row = firstRow<LinkRow>(this.#context.sql, 'SELECT * FROM links WHERE code = ?', code);
    return row === undefined ? undefined : linkOf(row);
  }

  /** Makes a link. A parent must be live, and lends its form to its child; without one the tenant's only form is meant. */
  create(draft: LinkDraft): LinkView | Refusal {
    const context = this.#context;
    const nowMs = context.now();
    const wrong = (path: string, code: string) => refuse('invalid_request', [{ path, code }]);
    const promoter = draft.promoter === undefined ? undefined : promoterRow(context, draft.promoter);
    if (draft.promoter !== undefined && (promoter === undefined || promoter.left_at !== null)) {
      return wrong('promoter', 'unknown_promoter');
    }
    const parent = draft.parent === undefined ? undefined : this.find(draft.parent);
    if (draft.parent !== undefined && (parent === undefined || linkState(parent, nowMs) !== 'live')) {
      return wrong('parent', 'unknown_or_ended_link');
    }
    if (parent !== undefined && parent.depth >= maxDepth) return refuse('chain_too_deep');
    const campaign = draft.campaign ?? (parent === undefined ? null : this.campaignOf(parent));
    if (campaign !== null) {
      const barred = this.#barred(campaign, promoter, draft.form);
      if (barred !== null) return barred;
    }
    const form = this.#formFor(draft, parent, campaign);
    if (form === undefined) return wrong('form', 'no_landing');
    if (form !== null && this.#forms.latestVersion(form) === null) return wrong('form', 'unknown_form');
    if (draft.expiresAtMs !== undefined && draft.expiresAtMs <= nowMs)
      return wrong('expiresAt', 'in_the_past');
    const link = context.storage.transactionSync(() => {
      const made = this.insert({
        parent: parent?.code ?? null,
        depth: (parent?.depth ?? 0) + 1,
        promoter: promoter?.id ?? null,
        kind: promoter?.kind ?? null,
        campaign: draft.campaign ?? null,
        form,
        channel: draft.channel ?? null,
        ownerLead: null,
        expiresAtMs: draft.expiresAtMs ?? null,
        revokedAtMs: null,
        createdAtMs: nowMs,
      });
      this.watch(made.code);
      return made;
    });
    return linkViewOf(link);
  }

  /** The campaign of the nearest link above that has one. */
  campaignOf(link: Link): string | null {
    if (link.campaign !== null || link.parent === null) return link.campaign;
    return (
      lineage(link, (code) => this.find(code)).findLast((one) => one.campaign !== null)?.campaign ?? null
    );
  }

  /**
   * Why nobody, or not this promoter, may share a campaign now. A name that no campaign was saved under is a label: it
   * brings no words and no poster that a mandate would have to cover.
   */
  #barred(id: string, promoter: PromoterRow | undefined, form: string | undefined): Refusal | null {
    const context = this.#context;
    const campaign = this.#campaigns.latest(id);
    if (campaign === undefined) return null;
    const off = this.#campaigns.off(campaign, form);
    if (off !== null) return refuse('campaign_off', [{ path: 'campaign', code: off, rule: 'MK-01' }]);
    if (promoter === undefined) return null;
    const { marketing } = context.profile().settings;
    const lacking = lackingOf(standingOf(promoter), marketing, context.now());
    return lacking.length === 0 ? null : refuse('promoter_not_qualified', lacking);
  }

  /** The form that a new link leads to: null when its campaign leads to an address, undefined when nothing is meant. */
  #formFor(draft: LinkDraft, parent: Link | undefined, campaign: string | null): string | null | undefined {
    if (draft.form !== undefined) return draft.form;
    // What the parent leads to was chosen for the parent's campaign.
    if (draft.campaign === undefined && parent !== undefined && parent.form !== null) return parent.form;
    const landing = campaign === null ? undefined : this.#campaigns.latest(campaign)?.landing;
    if (landing === undefined) return this.#forms.onlyPublished();
    return 'form' in landing ? landing.form : null;
  }

  /** Stores a link under a fresh code. 50 random bits: a collision fails the insert, and so the caller's transaction. */
  insert(link: Omit<Link, 'code'>): Link {
    const code = linkCodeFrom(this.#context.random(10));
    this.#context.sql.exec(
      `INSERT INTO links (code, parent, depth, promoter, kind, campaign, form, channel, owner_lead, expires_at, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      code,
      link.parent,
      link.depth,
      link.promoter,
      link.kind,
      link.campaign,
      link.form,
      link.channel,
      link.ownerLead,
      link.expiresAtMs,
      link.createdAtMs,
    );
    return { ...link, code };
  }

  /** Tells the tenant when the tree of a link that was just added has grown large. Inside the caller's transaction. */
  watch(code: string): void {
    const link = this.find(code);
    if (link?.parent == null) return;
    watchTree(this.#context, this.#receivers, link, (other) => this.find(other));
    this.#onDue();
  }

  /** The size of the tree that a link is part of. */
  treeOf(code: string): TreeSize {
    const link = this.find(code);
    const [root] = link === undefined ? [] : lineage(link, (other) => this.find(other));
    return treeSize(this.#context, root?.code ?? code);
  }

  view(code: string): LinkView | null {
    const link = this.find(code);
    return link === undefined ? null : linkViewOf(link);
  }

  /** Links of one promoter, or all, by code after a cursor. */
  list(limit: number, after: string, promoter?: string): LinkView[] {
    return allRows<LinkRow>(
      this.#context.sql,
      'SELECT * FROM links WHERE code > ?1 AND (?2 IS NULL OR promoter = ?2) ORDER BY code LIMIT ?3',
      after,
      promoter ?? null,
      limit,
    ).map((row) => linkViewOf(linkOf(row)));
  }

  /** How many leads a link is credited with. Counted from the leads, so that it can't drift. */
  leadCount(code: string): number {
    return (
      firstRow<{ leads: number }>(
        this.#context.sql,
        'SELECT COUNT(*) AS leads FROM leads WHERE credited = ?',
        code,
      )?.leads ?? 0
    );
  }

  /** Where a shared link leads, or why it leads nowhere any more. */
  landing(code: string): Landing | Refusal {
    const link = this.find(code);
    if (link === undefined) return refuse('not_found');
    if (linkState(link, this.#context.now()) !== 'live') return refuse('link_gone');
    const id = this.campaignOf(link);
    const campaign = id === null ? undefined : this.#campaigns.latest(id);
    const form = link.form ?? undefined;
    if (campaign !== undefined && this.#campaigns.off(campaign, form) !== null) return refuse('link_gone');
    const campaignEndMs = campaign === undefined ? null : this.#campaigns.endMs(campaign);
    const endMs = Math.min(link.expiresAtMs ?? Infinity, campaignEndMs ?? Infinity);
    const expiresAtMs = endMs === Infinity ? null : endMs;
    if (link.form !== null) return { form: link.form, expiresAtMs };
    if (campaign === undefined || !('url' in campaign.landing)) return refuse('not_found');
    const { url, codeParameter } = campaign.landing;
    return { form: '', url, codeParameter, expiresAtMs };
  }

  /** What the sheet of a link tells of it: who stands for it, and the campaign whose words it bears, if any. */
  printed(code: string): { sharer: string | null; campaign: Campaign | undefined } {
    const link = this.find(code);
    const id = link === undefined ? null : this.campaignOf(link);
    const campaign = id === null ? undefined : this.#campaigns.latest(id);
    return {
      sharer: this.#staffOf(code),
      campaign: campaign && { ...campaign, disclosure: this.#campaigns.terms(campaign) },
    };
  }

  /** The name of the staff member whose link it is; null for anyone else's, since only staff speak for the tenant. */
  #staffOf(code: string): string | null {
    return (
      firstRow<{ name: string }>(
        this.#context.sql,
        `SELECT promoters.name FROM links JOIN promoters ON promoters.id = links.promoter
         WHERE links.code = ? AND promoters.kind = 'staff'`,
        code,
      )?.name ?? null
    );
  }

  revoke(code: string): { revoked: true } | Refusal {
    if (this.find(code) === undefined) return refuse('not_found');
    this.#context.sql.exec(
      'UPDATE links SET revoked_at = ? WHERE code = ? AND revoked_at IS NULL',
      this.#context.now(),
      code,
    );
    return { revoked: true };
  }
}
