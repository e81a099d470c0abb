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

/**
 * Adds to an answer what all have in common. What the route said about caching and sources stands.
 * @param publicUrl the address under which people reach this server: only behind https is it promised to stay there
 */
export function secure(response: Response, publicUrl: string): Response {
  const { headers } = response;
  headers.set('x-content-type-options', 'nosniff');
  if (publicUrl.startsWith('https:')) headers.set('strict-transport-security', strictTransport);
  // Nothing is kept by anyone unless its route says how.
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  const type = headers.get('content-type') ?? '';
  if (type.startsWith('text/html')) {
    headers.set('cross-origin-opener-policy', 'same-origin');
    headers.set('permissions-policy', permissions);
  } else if (type !== '' && !type.startsWith('text/javascript') && !headers.has('content-security-policy')) {
    headers.set('content-security-policy', unframed);
  }
  return response;
}
