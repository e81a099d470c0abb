/** Owns the events a page can listen to, and their types; must not know when they are sent. No detail holds personal data. */

export interface FormRef {
  tenant: string;
  form: string;
}

/** By event name, the `detail` of each. All bubble and cross the shadow root. */
export interface JinjianEventDetails {
  /** The form is on screen and can be filled. */
  'jinjian:ready': FormRef & { version: number };
  /** A form that opens above the page is open, or open no more. */
  'jinjian:open': FormRef;
  'jinjian:close': FormRef;
  /** Another step is shown; both count from 1. */
  'jinjian:step': FormRef & { step: number; steps: number };
  /** All is valid and about to be sent. `preventDefault()` stops it. */
  'jinjian:submit': FormRef & { version: number };
  /** The lead is stored. The address is without the secret that the applicant's own link ends in. */
  'jinjian:done': FormRef & { lead: string; receipt: { id: string; url: string } };
  /** Loading or sending failed; `code` is a problem code of the server, `unreachable`, or `not_named` where tenant or form is missing. */
  'jinjian:error': FormRef & { code: string };
}

export type JinjianEventName = keyof JinjianEventDetails;

/** What the form tells the element; the answer is false when a listener prevented it. */
export type Emit = <Name extends JinjianEventName>(
  name: Name,
  detail: Omit<JinjianEventDetails[Name], keyof FormRef>,
) => boolean;

export type JinjianEventMap = {
  [Name in JinjianEventName]: CustomEvent<JinjianEventDetails[Name]>;
};

declare global {
  interface HTMLElementEventMap extends JinjianEventMap {}
}
