/** Owns the key by which a target knows a repeated request: the same for the same delivery; must not know any target. */
import { toHex } from '../encoding/bytes.ts';
import { sha256 } from '../encoding/digest.ts';

/**
 * A UUID out of a delivery's id. It has the form of version 4, which 多维表格 asks for, though nothing in it is random:
 * retries have to give the same one.
 */
export function idempotencyKey(deliveryId: string): string {
  const hex = toHex(sha256(`jinjian delivery ${deliveryId}`));
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) % 4];
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
