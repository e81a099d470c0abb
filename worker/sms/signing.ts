/** Owns the digest that both vendors' signatures are made of; must not know either signature. */
import { toHex } from '../encoding/bytes.ts';
import { sha256 } from '../encoding/digest.ts';

/** SHA-256 of a text's UTF-8 as lower-case hex. */
export function sha256Hex(text: string): string {
  return toHex(sha256(text));
}
