/** Owns how often a code may be sent to one phone (API.md), one range of numbers and for one asker; no clock, no storage. */

/** Between two sends to one phone, whatever else the limits allow. */
export const shortestWaitMs = 60_000;

const hourMs = 3_600_000;
const dayMs = 86_400_000;

/** No more than `count` sends within `windowMs`, whenever the window is laid. */
interface SendLimit {
  count: number;
  windowMs: number;
}

export const phoneLimits: readonly SendLimit[] = [
  { count: 1, windowMs: shortestWaitMs },
  { count: 5, windowMs: hourMs },
  { count: 10, windowMs: dayMs },
];

/**
 * All numbers that begin with the same seven digits (号段): 10,000 of them, given out in one city. Whoever pumps codes
 * counts up through a few of them; people who apply are spread over hundreds of thousands.
 */
export const rangeLimits: readonly SendLimit[] = [
  { count: 30, windowMs: hourMs },
  { count: 100, windowMs: dayMs },
];

const rangeDigits = 7;

/** The range that a mobile number lies in. */
export function rangeOf(phone: string): string {
  return phone.slice(0, rangeDigits);
}

/** Who asks for codes, and how many they get within an hour, whatever phones they name. */
export interface Asker {
  /** Keyed digest of an address, or the id of a link. */
  key: string;
  perHour: number;
}

export const askerWindowMs = hourMs;

/** Hundreds of people may stand behind a carrier's address, but they do not all apply to one tenant within the hour. */
export function addressAsker(address: string): Asker {
  return { key: address, perHour: 30 };
}

/** Behind a link is one person, whose phone gets five an hour; the rest are slips of the finger. */
export function linkAsker(link: string): Asker {
  return { key: link, perHour: 10 };
}

/** After this long a send counts for nothing. */
export const sendMemoryMs = dayMs;

/** The sends that still count, oldest first. */
export function countedSends(sendsMs: readonly number[], nowMs: number): number[] {
  return sendsMs.filter((sentMs) => sentMs > nowMs - sendMemoryMs).sort((a, b) => a - b);
}

/**
 * Ms until another code may be sent; 0 when it may be now.
 * @param sendsMs when codes were sent
 */
export function sendWaitMs(
  sendsMs: readonly number[],
  nowMs: number,
  limits: readonly SendLimit[] = phoneLimits,
): number {
  const counted = countedSends(sendsMs, nowMs);
  const waits = limits.map(({ count, windowMs }) => {
    const oldest = counted.at(-count);
    return oldest === undefined ? 0 : oldest + windowMs - nowMs;
  });
  return Math.max(0, ...waits);
}
