/** Owns the choice of an answer's compression; must not compress: the runtime does once a header names the encoding. */

/** The runtime encodes the body itself once the header names the encoding: no proxy is needed for a fast first visit. */
export function encodingFor(request: Request): { 'content-encoding'?: string } {
  const accepted = request.headers.get('accept-encoding') ?? '';
  const found = ['br', 'gzip'].find((one) =>
    new RegExp(`\\b${one}\\b(?!;q=0(?:\\.0*)?(?:,|$))`).test(accepted),
  );
  return found === undefined ? {} : { 'content-encoding': found };
}
