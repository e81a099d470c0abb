/** Owns what one form on one page is told: where it belongs, which visit this is; must not know where that was written. */
import type { Locale } from '../../contract/form.ts';

export interface FormConfig {
  tenant: string;
  form: string;
  /** The server's origin, without a slash at the end. */
  base: string;
  /** The language of the form's own words. */
  locale: Locale;
  /** The referral code of this visit. */
  ref: string | undefined;
  /** The query that the visitor came to the page with. */
  landing: string;
  /** Answers to start with, by field id. Never a consent. */
  prefill: Readonly<Record<string, unknown>>;
}
