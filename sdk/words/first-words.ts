/** Owns which words the form says before its first touch; must not hold any language. `{name}` is filled in. */
import type { NoticeKind } from '../../contract/notice.ts';

/** For a notice without a summary of its own: `{names}`, `{purposes}`, `{kinds}`. */
export type Sentences = Record<NoticeKind, string>;

/** One language's words. They travel with the form script, so each earns its place. */
export interface FirstWords {
  optional: string;
  choose: string;
  /** The button that makes everything large. */
  large: string;
  next: string;
  back: string;
  submit: string;
  consents: string;
  consentOptional: string;
  loading: string;
  retry: string;
  loadFailed: string;
  unreachable: string;
  /** `{at}`, `{of}` */
  step: string;
  /** `{months}` */
  months: string;
  /** After the digits of a whole-yuan amount. */
  yuan: string;
  /** `万` and `亿` where amounts are said so; else the sign that stands before grouped digits. */
  amount: { wan: string; yi: string } | { sign: string };
  listSeparator: string;
  disclosure: {
    title: string;
    ad: string;
    /** `{lender}` */
    lender: string;
    /** `{basis}` */
    apr: string;
    irr: string;
    simple: string;
    amount: string;
    term: string;
    approval: string;
  };
  /** Left out where every notice of the form has a summary of its own. */
  sentence?: Sentences | undefined;
  /** `{names}`: those whom a summary left out. */
  recipients: string;
  /** Around a notice's title. */
  titleMarks: readonly [string, string];
}
