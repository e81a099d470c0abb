/** Owns the answer to a preflight: which methods and headers a page may send across origins; must not know which origin may. */

/** A header's name (RFC 9110 §5.6.2), as browsers list them: in lower case, sorted. */
const name = /^[!#$%&'*+.^_`|~0-9a-z-]{1,100}$/;
/** More than any page's tracing adds. */
const [mostNames, mostSigns] = [100, 4000];

/**
 * The headers that a page says it wants to send, every one of them: tracing adds its own to whatever a page asks
 * (traceparent, baggage, sentry-trace …), and nothing here reads them. Null where there are none, or no names at all.
 */
function askedHeaders({ headers }: Request): string | null {
  const asked = headers.get('access-control-request-headers') ?? '';
  if (asked.length > mostSigns) return null;
  const names = asked.split(',').map((one) => one.trim().toLowerCase());
  return names.length <= mostNames && names.every((one) => name.test(one)) ? names.join(', ') : null;
}

/** 204, which tells nobody anything but what may be sent. Without credentials: no cookie of ours is ever asked for. */
export function preflightAnswer(request: Request, methods: string, usual: string): Response {
  return new Response(null, {
    status: 204,
    headers: {
      vary: 'Access-Control-Request-Headers',
      'access-control-allow-methods': methods,
      'access-control-allow-headers': askedHeaders(request) ?? usual,
      'access-control-max-age': '7200',
    },
  });
}

/** For what anybody's page may read. */
export function openPreflight(request: Request, methods = 'GET', usual = 'If-None-Match'): Response {
  const response = preflightAnswer(request, methods, usual);
  response.headers.set('access-control-allow-origin', '*');
  return response;
}
