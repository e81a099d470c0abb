/** Owns one's own link of a campaign and its QR code: found or made once, then reused; must not draw them. */
import type { QrModules, SharedLink } from '../../../contract/share-centre.ts';
import type { ShareApi } from './share-api.ts';

export interface Shareable {
  link: SharedLink;
  qr: QrModules;
}

/** Links by campaign. Two taps at once make one link. */
export class Shareables {
  readonly #api: ShareApi;
  readonly #links: readonly SharedLink[];
  readonly #pending = new Map<string, Promise<Shareable>>();

  constructor(api: ShareApi, links: readonly SharedLink[]) {
    this.#api = api;
    this.#links = links;
  }

  /** @throws ShareFailure; the next call tries anew */
  of(campaign: string): Promise<Shareable> {
    const pending = this.#pending.get(campaign);
    if (pending) return pending;
    const started = this.#prepare(campaign);
    this.#pending.set(campaign, started);
    started.catch(() => this.#pending.delete(campaign));
    return started;
  }

  async #prepare(campaign: string): Promise<Shareable> {
    const link = this.#links.find((one) => one.campaign === campaign) ?? (await this.#api.makeLink(campaign));
    return { link, qr: await this.#api.qr(link.code) };
  }
}
