/** Owns the share centre's calls to the server, with the token as a header and nowhere else; must not draw or keep anything. */
import type { SharedCampaign } from '../../../contract/campaign.ts';
import type {
  QrModules,
  SharedContent,
  SharedCount,
  SharedLink,
  SharedMe,
} from '../../../contract/share-centre.ts';
import { request } from '../../send/request.ts';
import { isCampaign, isContent, isCount, isLink, isMe, isQr, itemsOf, messagesOf } from './read-shared.ts';

/** Why a call brought nothing; `not_qualified`: the tenant has not recorded all that lets this promoter share a loan. */
export type Failure =
  | 'signed_out'
  | 'not_promoter'
  | 'busy'
  | 'offline'
  | 'campaign_off'
  | 'not_qualified'
  | 'failed';

export class ShareFailure extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure);
    this.failure = failure;
  }
}

/** What failed, of anything thrown. */
export function failureOf(thrown: unknown): Failure {
  return thrown instanceof ShareFailure ? thrown.failure : 'failed';
}

export interface Centre {
  me: SharedMe;
  campaigns: SharedCampaign[];
  /** What the tenant has yet to put on record before this promoter may share a loan, in words. */
  lacking: string[];
  links: SharedLink[];
  counts: SharedCount[];
  contents: SharedContent[];
}

const failures: Record<number, Failure> = {
  401: 'signed_out',
  403: 'not_promoter',
  410: 'campaign_off',
  429: 'busy',
};

/** Problems that say more than their status. */
const known: Record<string, Failure> = {
  campaign_off: 'campaign_off',
  promoter_not_qualified: 'not_qualified',
};

export class ShareApi {
  readonly #base: string;
  /** For the upload of a poster, which is no JSON. */
  readonly token: string;

  /** @param base the server's origin, empty on its own pages */
  constructor(base: string, token: string) {
    this.#base = base;
    this.token = token;
  }

  /** The server's origin, written out. */
  get origin(): string {
    return this.#base || location.origin;
  }

  async #call(path: string, body?: unknown): Promise<unknown> {
    const answer = await request(this.#base + path, {
      method: body === undefined ? 'GET' : 'POST',
      cache: 'no-store',
      headers: {
        Authorization: `Bearer ${this.token}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (answer === null) throw new ShareFailure('offline');
    if (answer.status >= 400) {
      const code = String(Object(answer.body).code);
      throw new ShareFailure(known[code] ?? failures[answer.status] ?? 'failed');
    }
    return answer.body;
  }

  async #list<T>(path: string, isOne: (value: unknown) => value is T): Promise<T[]> {
    const items = itemsOf(await this.#call(path), isOne);
    if (items === null) throw new ShareFailure('failed');
    return items;
  }

  /** Whose token it is. @throws ShareFailure */
  async me(): Promise<SharedMe> {
    const me = await this.#call('/v1/shared/me');
    if (!isMe(me)) throw new ShareFailure('failed');
    return me;
  }

  /** Everything that the first screen shows. @throws ShareFailure */
  async open(): Promise<Centre> {
    const [me, shared, links, counts, contents] = await Promise.all([
      this.me(),
      this.#call('/v1/shared/campaigns'),
      this.#list('/v1/shared/links', isLink),
      this.counts(),
      this.#list('/v1/shared/contents', isContent),
    ]);
    const campaigns = itemsOf(shared, isCampaign);
    if (campaigns === null) throw new ShareFailure('failed');
    return { me, campaigns, lacking: messagesOf(shared), links, counts, contents };
  }

  /** @throws ShareFailure */
  counts(): Promise<SharedCount[]> {
    return this.#list('/v1/shared/counts?days=30', isCount);
  }

  /** A new link of one's own for a campaign. @throws ShareFailure */
  async makeLink(campaign: string): Promise<SharedLink> {
    const made = await this.#call('/v1/links', { campaign, channel: 'share-centre' });
    if (!isLink(made)) throw new ShareFailure('failed');
    return { code: made.code, url: made.url, campaign };
  }

  /** @throws ShareFailure */
  async qr(code: string): Promise<QrModules> {
    const qr = await this.#call(`/v1/links/${code}/qr`);
    if (!isQr(qr)) throw new ShareFailure('failed');
    return qr;
  }
}
