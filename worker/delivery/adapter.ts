/** Owns what an adapter is: how one kind of target is configured, asked and judged; must not know any one kind. */
import type { EventBody, EventType } from '../../contract/event.ts';
import type { Region } from '../../contract/notice.ts';
import type { Mapping } from './mapping.ts';
import type { Verdict } from './verdict.ts';

export const destinationKinds = [
  'webhook',
  'wecom_bot',
  'feishu_bot',
  'feishu_bitable',
  'dingtalk_bot',
  'fxiaoke',
  'xiaoshouyi',
  'hubspot',
  'salesforce',
  'espocrm',
  'zoho',
] as const;

export type DestinationKind = (typeof destinationKinds)[number];

/** One member of a kind's `config`: a line of text without control characters. */
export interface ConfigMember {
  isRequired: boolean;
  /** Sealed at rest and never shown again. */
  isSecret: boolean;
  /** What the whole value must match, beside being one line of at most 2048 characters. */
  pattern?: RegExp;
  /** What people paste with the value inside, such as the whole address that a platform shows: its first group is the value. */
  pastedIn?: RegExp;
  /** A path that the target's documentation shows behind its address, and that is ours to add: the value ends before it. */
  endsBefore?: string;
  /** The value is an address that is called: judged as a target (`target-safety`). */
  isAddress?: boolean;
}

/** The values of a destination's `config`, its secrets opened. A member that was not given is absent. */
export type Config = Readonly<Record<string, string>>;

/** A secret as platforms give it out: one run of ASCII. A blank inside, or a quote before it, is a mistake. */
export const unbroken = /^[\x21\x23-\x26\x28-\x7e][\x21-\x7e]*$/;

export interface OutgoingRequest {
  method?: 'POST' | 'PUT' | 'GET' | 'OPTIONS';
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** What a target answered, read to 64 KiB. */
export interface Answer {
  status: number;
  /** Header by lower-case name, null when absent. */
  header(name: string): string | null;
  /** The body as text; cut off at the bound. */
  text: string;
  isCutOff: boolean;
}

/** An event as one recipient may see it. `id` stays the same over all attempts at it. */
export interface Message {
  id: string;
  event: EventBody;
  /** The body's own bytes, where a target is sent the event as it is. */
  text: string;
  /** Page on which a person who works for the tenant reads about the lead; null where there is none. */
  leadUrl: string | null;
}

/** What an attempt is made from. */
export interface Given {
  config: Config;
  /** The destination's own, else the adapter's default. */
  mapping: Mapping;
  /** One, or as many as `coalesces` allows; never none. */
  messages: readonly [Message, ...Message[]];
  /** What the token flow lent; empty for adapters without one. */
  access: Access;
  nowMs: number;
}

/** What a target lends for a time: `{token: …}` and what else goes with each request (`corpId`, `instance`). */
export type Access = Readonly<Record<string, string>>;

export interface Lent {
  access: Access;
  expiresAtMs: number;
  /** From here on another is asked for, while this one is still good. */
  refreshAtMs: number;
}

/** How access is asked for. The engine keeps what is lent, asks once for all who wait, and again on `stale_access`. */
export interface TokenFlow {
  request(config: Config, nowMs: number): OutgoingRequest;
  read(answer: Answer, nowMs: number, config: Config): Lent | Verdict;
}

export interface Adapter {
  kind: DestinationKind;
  /** Where the target keeps what it is sent, of one that keeps it abroad; the mainland when absent. */
  regionOf?(config: Config): Region;
  /** Beside `mapping` and `baseUrl`, which every kind takes. */
  members: Readonly<Record<string, ConfigMember>>;
  /** Target field → template. Empty for a target that is sent the event as it is. */
  defaultMapping: Mapping;
  /** Events that the target can be told of. Of others a person is to tell it: the delivery says `by_hand`. */
  takes: 'all' | readonly EventType[];
  /** How many messages go into one request; 1 for targets that take one record each. */
  coalesces: number;
  /** Requests that the target allows; the engine keeps under both. */
  pace: { perMinute: number | null; atOnce: number };
  token?: TokenFlow;
  /** What it makes of a lead shows nobody in clear, so that a preview can be made of the lead itself. */
  isMasked?: true;
  /** The status alone says what came of it: the body of a success is not waited for. */
  isStatusEnough?: true;
  build(given: Given): OutgoingRequest | Promise<OutgoingRequest>;
  /** Success is what the target's documentation calls success, never the mere status. */
  judge(answer: Answer, nowMs: number): Verdict;
}
