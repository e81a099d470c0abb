/** Owns what a row of the conformance table is: all that is known of one kind of target; must not know any one kind. */
import type { Config, DestinationKind } from '../../../../worker/delivery/adapter.ts';
import type { Verdict } from '../../../../worker/delivery/verdict.ts';
import type { Reply, TargetCall, Vendor } from '../../../targets/stand-in.ts';

/** The parts of a call that a row names; what it leaves out is not looked at. */
export interface ExpectedCall {
  method: string;
  path: string;
  query: Record<string, string>;
  /** These headers have these values; there may be more. */
  headers: Record<string, string>;
  /** The parsed body, or what can be told of one that is no JSON. */
  json?: unknown;
  /** A form-encoded body. */
  form?: Record<string, string>;
}

export interface Row {
  kind: DestinationKind;
  vendor(): Vendor;
  /** The configuration as the adapter sees it, with the stand-in where the vendor is. */
  config(url: string): Config;
  /** What arrives of the sample lead (`sample-messages`), and of a ping; the token's call apart. */
  lead(nowMs: number): ExpectedCall;
  /** Absent where nothing can be asked of it that leaves no record. */
  ping?(nowMs: number): ExpectedCall;
  /** The call for a token; absent where there is none. */
  token?: ExpectedCall;
  /** What a 200 comes to whose body tells nothing. */
  unread: Verdict;
  refused: Verdict;
  throttled: Verdict;
  /** More that is documented: what the target says, and what it means. */
  answers: readonly (readonly [reply: Reply, verdict: Verdict])[];
}

/** What of a call its row names. */
export function seen(call: TargetCall | undefined, expected: ExpectedCall): ExpectedCall {
  if (call === undefined) throw new Error('nothing arrived');
  const headers = Object.keys(expected.headers).map((name) => [name, call.headers[name] ?? ''] as const);
  return {
    method: call.method,
    path: call.path,
    query: call.query,
    headers: Object.fromEntries(headers),
    ...('json' in expected ? { json: call.json } : {}),
    ...('form' in expected ? { form: Object.fromEntries(new URLSearchParams(call.body)) } : {}),
  };
}
