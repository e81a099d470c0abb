/** Owns what one form on one page is told: where it belongs, which visit this is; must not know where that was written. */

export interface FormConfig {
  tenant: string;
  form: string;
  /** The server's origin, without a slash at the end. */
  base: string;
  /** The referral code of this visit. */
  ref: string | undefined;
}
