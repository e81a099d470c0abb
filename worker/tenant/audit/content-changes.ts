/** Owns the changes that keys make to what is published and shared, each made and logged in one transaction; must not judge them. */
import { RpcTarget } from 'cloudflare:workers';
import type { CampaignDraft } from '../../../contract/campaign.ts';
import type { Content, ContentDraft } from '../../../contract/content.ts';
import { chinaDateAt } from '../../../contract/fields/date.ts';
import type { PublishedForm } from '../../../contract/form.ts';
import type { Refusal } from '../../../contract/problem.ts';
import { digestOf } from '../../encoding/digest.ts';
import { checkCampaign } from '../../publishing/check-campaign.ts';
import { checkFormWords } from '../../publishing/check-form.ts';
import { textsOfContent } from '../../publishing/content-schema.ts';
import { forbiddenCopy } from '../../publishing/copy-findings.ts';
import type { FormDraft } from '../../publishing/form-schema.ts';
import type { NoticeDraft } from '../../publishing/notice-schema.ts';
import type { CardPatch } from '../business-cards.ts';
import type { CampaignStore, SavedCampaign } from '../campaigns.ts';
import type { ContentStore } from '../contents.ts';
import type { TenantContext } from '../context.ts';
import type { FormStore, SavedDraft } from '../forms.ts';
import type { Actor } from '../keys.ts';
import type { LinkDraft, LinkView } from '../link-rows.ts';
import type { LinkStore } from '../links.ts';
import type { NoticeStore, Publication } from '../notices.ts';
import type { PromoterDraft, PromoterPatch, PromoterStore, PromoterView } from '../promoters.ts';
import type { AuditLog } from './audit-log.ts';
import { maskedPromoter } from './masked.ts';

export interface ContentStores {
  notices: NoticeStore;
  forms: FormStore;
  campaigns: CampaignStore;
  contents: ContentStore;
  promoters: PromoterStore;
  links: LinkStore;
}

/** Versions are kept for good and answered by routes of their own: an entry names them and repeats nothing. */
function named(published: { version: number; digest?: string } | null | undefined): unknown {
  if (published == null) return null;
  const { version, digest } = published;
  return { version, ...(digest === undefined ? {} : { digest }) };
}

export class ContentChanges extends RpcTarget {
  readonly #context: TenantContext;
  readonly #audit: AuditLog;
  readonly #stores: ContentStores;

  constructor(context: TenantContext, audit: AuditLog, stores: ContentStores) {
    super();
    this.#context = context;
    this.#audit = audit;
    this.#stores = stores;
  }

  async publishNotice(by: Actor, draft: NoticeDraft): Promise<Publication | Refusal> {
    const { notices } = this.#stores;
    const words = await this.#context.inLane(notices.read(draft));
    return this.#audit.change(by, {
      type: 'notice.published',
      concerns: draft.id,
      see: (id) => named(notices.latest(id)),
      make: () => notices.publish(draft, words),
    });
  }

  saveForm(by: Actor, id: string, draft: FormDraft): SavedDraft | Refusal {
    const { forms } = this.#stores;
    const see = () => {
      const saved = forms.draft(id);
      return saved === null ? null : { digest: digestOf(saved) };
    };
    return this.#audit.change(by, {
      type: 'form.saved',
      concerns: id,
      see,
      make: () => forms.saveDraft(id, draft),
    });
  }

  /** The draft is published as it was when its words were read. */
  async publishForm(by: Actor, id: string): Promise<PublishedForm | Refusal> {
    const { forms } = this.#stores;
    const draft = forms.draft(id);
    const words =
      draft === null ? { findings: [], sensitive: [] } : await this.#context.inLane(checkFormWords(draft));
    return this.#audit.change(by, {
      type: 'form.published',
      concerns: id,
      see: () => {
        const version = forms.latestVersion(id);
        return version === null ? null : named(forms.version(id, version));
      },
      make: () => forms.publish(id, draft, words),
    });
  }

  async saveCampaign(by: Actor, id: string, draft: CampaignDraft): Promise<SavedCampaign | Refusal> {
    const { campaigns } = this.#stores;
    const publisher = {
      tenantName: this.#context.profile().name,
      today: chinaDateAt(this.#context.now()),
    };
    const verdict = await this.#context.inLane(checkCampaign(draft, publisher));
    return this.#audit.change(by, {
      type: 'campaign.saved',
      concerns: id,
      see: () => named(campaigns.latest(id)),
      make: () => campaigns.save(id, draft, by.key, verdict),
    });
  }

  async saveContent(by: Actor, id: string, draft: ContentDraft): Promise<Content | Refusal> {
    const { contents } = this.#stores;
    const forbidden = await this.#context.inLane(forbiddenCopy(textsOfContent(draft)));
    return this.#audit.change(by, {
      type: 'content.saved',
      concerns: id,
      see: () => named(contents.view(id)),
      make: () => contents.put(id, draft, forbidden),
    });
  }

  endContent(by: Actor, id: string): { ended: true } | Refusal {
    const { contents } = this.#stores;
    return this.#audit.change(by, {
      type: 'content.ended',
      concerns: id,
      see: () => named(contents.view(id)),
      make: () => contents.end(id),
    });
  }

  makePromoter(by: Actor, draft: PromoterDraft): (PromoterView & { token: string }) | Refusal {
    return this.#audit.change(by, {
      type: 'promoter.made',
      concerns: ({ id }) => id,
      see: (id) => this.#promoter(id),
      make: () => this.#stores.promoters.create(draft),
    });
  }

  changePromoter(by: Actor, id: string, patch: PromoterPatch, card: CardPatch): PromoterView | Refusal {
    return this.#ofPromoter(by, 'promoter.changed', id, () => this.#stores.promoters.patch(id, patch, card));
  }

  consentOfPromoter(by: Actor, id: string, version: string): PromoterView | Refusal {
    return this.#ofPromoter(by, 'promoter.consented', id, () => this.#stores.promoters.consent(id, version));
  }

  promoterLeaves(by: Actor, id: string, handoverTo?: string): { left: true } | Refusal {
    return this.#ofPromoter(by, 'promoter.left', id, () => this.#stores.promoters.leave(id, handoverTo));
  }

  makeLink(by: Actor, draft: LinkDraft): LinkView | Refusal {
    const { links } = this.#stores;
    return this.#audit.change(by, {
      type: 'link.made',
      concerns: ({ code }) => code,
      see: (code) => links.view(code),
      make: () => links.create(draft),
    });
  }

  revokeLink(by: Actor, code: string): { revoked: true } | Refusal {
    const { links } = this.#stores;
    return this.#audit.change(by, {
      type: 'link.revoked',
      concerns: code,
      see: () => links.view(code),
      make: () => links.revoke(code),
    });
  }

  #ofPromoter<Done>(by: Actor, type: string, id: string, make: () => Done | Refusal): Done | Refusal {
    return this.#audit.change(by, { type, concerns: id, see: () => this.#promoter(id), make });
  }

  #promoter(id: string): unknown {
    const view = this.#stores.promoters.known(id);
    return view === null ? null : maskedPromoter(this.#context.profile().idKey, view);
  }
}
