/** Owns what the server's page of an authorisation hands to its script; must not know how either works. */
import type { SignerTrait } from './authorisation.ts';
import type { Locale } from './form.ts';
import type { NoticeKind } from './notice.ts';

/** What the script says; the page around it is the server's. `{name}` is filled in. */
export interface SigningWords {
  /** `{seconds}` */
  readFirst: string;
  scrollFirst: string;
  /** Who is named has not confirmed it. */
  confirmFirst: string;
  ready: string;
  /** On the device that submitted: nothing is to be filled in. */
  readyHere: string;
  /** Only that device can sign, and this is another. */
  otherDevice: string;
  signing: string;
  refusing: string;
  /** Of what is signed at a provider: before going there, on the way, back from there, and where nothing was signed. */
  eSign: { ready: string; going: string; checking: string; unsigned: string };
  /** Beside the phone and the code, by finding code. */
  findings: Record<string, string>;
  /** By problem code. `{minutes}` */
  problems: Record<string, string>;
  otherProblem: string;
  code: {
    send: string;
    sending: string;
    resend: string;
    /** `{seconds}` */
    again: string;
    /** `{phone}` */
    sent: string;
    tooOften: string;
  };
}

/** JSON in `data-page` of the form `#sign`. */
export interface SigningPage {
  /** The authorisation's id. */
  id: string;
  notice: { id: string; kind: NoticeKind; digest: string; minReadingSeconds: number };
  /** By which the device that submitted keeps its receipt's secret; null where that is no way to sign this. */
  mark: string | null;
  /** It is signed at an e-signature provider, to which the browser goes. */
  eSign: boolean;
  /** What the page shows of the signer; none when it names nobody. */
  traits: SignerTrait[];
  locale: Locale;
  words: SigningWords;
}
