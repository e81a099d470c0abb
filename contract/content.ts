/** Owns what a shared content 素材 is, article or video, as a tenant writes it; must not know how it is checked, kept or drawn. */
import type { Block } from './notice.ts';

/** The tenant's own text, with a form at its end: that of a campaign, or one by itself. */
export interface Article {
  kind: 'article';
  title: string;
  blocks: Block[];
  form?: string | undefined;
  campaign?: string | undefined;
}

/** A page around a video that the tenant keeps elsewhere. */
export interface Video {
  kind: 'video';
  title: string;
  /** https address of the file. */
  url: string;
  /** https address of the picture shown until it plays. */
  poster?: string | undefined;
  /** What it says in words, for those who cannot hear it. */
  transcript?: string | undefined;
  campaign: string;
}

export type ContentDraft = Article | Video;

/** One saved version: every one is kept. */
export type Content = ContentDraft & { id: string; version: number; savedAt: string };
