/** Owns the signature that `wx.config` takes (JS-SDK, appendix 1); must not know where a ticket comes from. */
import { toHex, utf8 } from '../encoding/bytes.ts';

/** What `wx.config` is given besides the list of interfaces. */
export interface WechatSignature {
  appId: string;
  /** Epoch seconds. */
  timestamp: number;
  nonceStr: string;
  /** SHA-1 as lower-case hex. */
  signature: string;
}

/** The address without its fragment: WeChat signs what goes to the server, byte for byte. */
export function signedPart(url: string): string {
  const hash = url.indexOf('#');
  return hash < 0 ? url : url.slice(0, hash);
}

/**
 * SHA-1 over the four values in the order of their names, none of them encoded.
 * @param url as the page's `location.href` gives it; its fragment is left out
 */
export async function signatureOf(
  ticket: string,
  nonceStr: string,
  timestamp: number,
  url: string,
): Promise<string> {
  const text = `jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${signedPart(url)}`;
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-1', utf8.encode(text))));
}
