/** Owns what an e-signature provider must be able to do for an authorisation; must not know any provider. */

/** Who is to sign, in clear: the provider checks that it is this person who does. */
export interface NamedPerson {
  name: string;
  phone: string;
  /** Where the form has it. */
  idNumber?: string | undefined;
}

/** One document, one signer, one end. */
export interface FlowWanted {
  /** What the provider's page calls it. */
  title: string;
  /** The whole document as one HTML page. */
  html: string;
  signer: NamedPerson;
  /** Ours, which comes back with the signature. */
  reference: string;
  /** Where the signer's browser goes afterwards; nothing follows from its coming. */
  returnUrl: string;
  /** Where the provider tells that something happened. */
  callbackUrl: string;
  expiresMs: number;
}

export type FlowState =
  | { state: 'open' }
  | { state: 'signed'; finishedMs: number | null }
  /** Refused there, revoked, or past its end: nothing more comes of it. */
  | { state: 'ended'; why: 'revoked' | 'expired' | 'refused' };

/** The provider did not do what was asked. The reason is a code for the operator: no personal data, no vendor's sentence. */
export interface ProviderTrouble {
  trouble: string;
}

export interface SignedDocument {
  bytes: Uint8Array;
}

/** A call of the provider's to us, as it came. */
export interface Callback {
  header(name: string): string | null;
  query: URLSearchParams;
  body: string;
}

/** No member throws for what a provider does. */
export interface SignatureProvider {
  /** Hands the document over and begins its signing; the id of the flow. */
  begin(wanted: FlowWanted): Promise<{ flow: string } | ProviderTrouble>;
  /** Where the signer signs. */
  signUrl(flow: string, signer: NamedPerson, returnUrl: string): Promise<{ url: string } | ProviderTrouble>;
  /** What became of it, in the provider's own word. */
  find(flow: string): Promise<FlowState | ProviderTrouble>;
  /** The document as it was signed. */
  document(flow: string): Promise<SignedDocument | ProviderTrouble>;
  /** Whether the provider sent it. */
  isGenuine(callback: Callback): Promise<boolean>;
}
