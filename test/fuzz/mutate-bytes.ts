/** Owns changing bytes in one place, anyhow; must not know what they mean. */
import type { Random } from './random.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

const oddBytes = [0, 1, 0x0a, 0x20, 0x7f, 0x80, 0xbf, 0xc0, 0xed, 0xf4, 0xfe, 0xff];

export function joinedBytes(parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function anyBytes(random: Random, most: number): Bytes {
  const bytes = new Uint8Array(1 + random.smallBelow(Math.max(1, most)));
  const fill = random.chance(0.5) ? random.pick(oddBytes) : null;
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = fill ?? random.below(256);
  return bytes;
}

/** One change; longer than allowed is cut. */
export function mutateBytes(bytes: Bytes, random: Random, other: () => Bytes, most: number): Bytes {
  const from = random.below(bytes.length + 1);
  const to = Math.min(bytes.length, from + 1 + random.smallBelow(bytes.length - from + 1));
  const [head, tail] = [bytes.subarray(0, from), bytes.subarray(from)];
  const changed = () => {
    switch (random.below(8)) {
      case 0:
        return joinedBytes([head, bytes.subarray(to)]);
      case 1:
        return joinedBytes([head, anyBytes(random, 16), tail]);
      case 2:
        return joinedBytes([head, anyBytes(random, random.chance(0.1) ? most : 64), bytes.subarray(to)]);
      case 3:
        return joinedBytes([head, bytes.subarray(from, to), tail]);
      case 4: {
        const second = other();
        return joinedBytes([head, second.subarray(random.below(second.length + 1))]);
      }
      default: {
        const copy = bytes.slice();
        const at = random.below(bytes.length);
        const byte = copy[at] ?? 0;
        copy[at] = random.pick([byte ^ (1 << random.below(8)), byte + 1, byte - 1, ...oddBytes]);
        return copy;
      }
    }
  };
  return changed().slice(0, most);
}
