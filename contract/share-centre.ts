/** Owns what a promoter's share centre is told of its owner, links, contents and counts; must not know how it is stored or drawn. */
import type { PromoterKind } from './event.ts';

/** `GET /v1/shared/me`: who a promoter key is. */
export interface SharedMe {
  id: string;
  kind: PromoterKind;
  name: string;
  employer?: string | undefined;
  employeeNo?: string | undefined;
  /** As the business card and posters print it. */
  title?: string | undefined;
  tenant: { id: string; name: string };
}

/** One of `GET /v1/shared/links`: a live link of the promoter's own. */
export interface SharedLink {
  code: string;
  url: string;
  campaign?: string | undefined;
  channel?: string | undefined;
}

/** One of `GET /v1/shared/counts`: what a link of the promoter's own brought on one day. Numbers, never people. */
export interface SharedCount {
  code: string;
  campaign?: string | undefined;
  /** `YYYY-MM-DD` in China. */
  day: string;
  visits: number;
  starts: number;
  leads: number;
}

/** One of `GET /v1/shared/contents`. */
export interface SharedContent {
  id: string;
  kind: 'article' | 'video';
  title: string;
  /** Shared with a link of this campaign; absent where it stands for itself. */
  campaign?: string | undefined;
}

/** `GET /v1/links/{code}/qr`. */
export interface QrModules {
  size: number;
  /** base64url of the bits, row by row, most significant first. */
  modules: string;
}
