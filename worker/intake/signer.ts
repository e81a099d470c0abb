/** Owns what is kept of the device that an authorisation is signed on: what it calls itself, and its network; no address. */
import { clientAddress } from './client-address.ts';

export interface Signer {
  /** The browser's own word. */
  device?: string;
  /** The /24 of an IPv4 address, the /48 of an IPv6 one: tens of thousands of people may share it. */
  addressPrefix?: string;
}

const longestDevice = 512;

/** @param namedHeader the header that the operator names for client addresses */
export function signerOf(request: Request, namedHeader: string | undefined): Signer {
  const device = deviceOf(request.headers.get('user-agent'));
  const address = clientAddress(request, namedHeader);
  const prefix = address === null ? null : addressPrefix(address);
  return {
    ...(device === null ? {} : { device }),
    ...(prefix === null ? {} : { addressPrefix: prefix }),
  };
}

/** ASCII, which all browsers' names are: nothing in it can hide or turn round what stands beside it in a report. */
export function deviceOf(userAgent: string | null): string | null {
  const text = (userAgent ?? '')
    .slice(0, longestDevice)
    .replace(/[^ -~]/g, '?')
    .trim();
  return text === '' ? null : text;
}

/** @param address as `clientAddress` answers: IPv4, or the first 64 bits of an IPv6 address */
export function addressPrefix(address: string): string | null {
  const v4 = /^(\d+\.\d+\.\d+)\.\d+$/.exec(address)?.[1];
  if (v4 !== undefined) return `${v4}.0/24`;
  const v6 = /^([0-9a-f]+:[0-9a-f]+:[0-9a-f]+):/.exec(address)?.[1];
  return v6 === undefined ? null : `${v6}::/48`;
}
