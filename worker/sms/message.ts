/** Owns what a provider of SMS is given and what it answers with; must not know any one provider. */

/** One code on its way to one phone. */
export interface CodeMessage {
  /** Eleven digits of a mainland mobile number. */
  phone: string;
  code: string;
  /** How long the code lives. */
  minutes: number;
}

/**
 * What became of a send. `unknown`: no answer came in time, so that the message may still arrive.
 * `reason` is a stable word or the vendor's own error code, for the operator's log; never a text that may quote a phone.
 */
export type SendOutcome =
  | { outcome: 'sent' }
  | { outcome: 'failed'; reason: string }
  | { outcome: 'unknown'; reason: string };

/** A vendor's error code as far as it may be logged. */
export function loggableCode(code: unknown): string {
  return typeof code === 'string' && /^[A-Za-z][A-Za-z0-9._-]{0,80}$/.test(code) ? code : 'unreadable_answer';
}
