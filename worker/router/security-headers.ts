/** Owns what every answer tells browsers and caches, whatever made it; must not know any route. */

/** Two years, as browsers' preload lists ask; every name below the server's own too (ASVS 5.0.0, 3.4.1). */
const strictTransport = 'max-age=63072000; includeSubDomains';

/** No page of this server asks for any of these; what forms do use (clipboard, sharing, one-time codes) is not listed. */
const permissions = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
]
  .map((feature) => `${feature}=()`)
  .join(', ');

/** For what is no page, should a browser show it as one. */
const unframed = "frame-ancestors 'none'";

const everywhere = { 'x-content-type-options': 'nosniff' };
const everywhereByHttps = { ...everywhere, 'strict-transport-security': strictTransport };

/**
 * What no answer is without, to be made with an answer for which each further call counts.
 * @param publicUrl the address under which people reach this server: only behind https is it promised to stay there
 */
export function commonHeaders(publicUrl: string): Readonly<Record<string, string>> {
  return publicUrl.startsWith('https:') ? everywhereByHttps : everywhere;
}

/**
 * Adds to an answer what all have in common. What the route said about caching and sources stands.
 */
export function secure(response: Response, publicUrl: string): Response {
  const { headers } = response;
  for (const [name, value] of Object.entries(commonHeaders(publicUrl))) headers.set(name, value);
  // Nothing is kept by anyone unless its route says how.
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  const type = headers.get('content-type') ?? '';
  // Proxies rewrite pages and scripts (RFC 9111 §5.2.2.6): obfuscated addresses, minified or delayed scripts, smaller pictures.
  if (/^text\/(?:html|javascript)/.test(type)) headers.append('cache-control', 'no-transform');
  if (type.startsWith('text/html')) {
    headers.set('cross-origin-opener-policy', 'same-origin');
    headers.set('permissions-policy', permissions);
  } else if (type !== '' && !type.startsWith('text/javascript') && !headers.has('content-security-policy')) {
    headers.set('content-security-policy', unframed);
  }
  return response;
}
