/** Owns the choice of an answer's compression; must not compress: the runtime does once a header names the encoding. */

/** In the order of choice, each where a client takes it and does not refuse it by `q=0`. */
const encodings = [
  { name: 'br', taken: /\bbr\b(?!;q=0(?:\.0*)?(?:,|$))/ },
  { name: 'gzip', taken: /\bgzip\b(?!;q=0(?:\.0*)?(?:,|$))/ },
];

/** The runtime encodes the body itself once the header names the encoding: no proxy is needed for a fast first visit. */
export function encodingFor(request: Request): { 'content-encoding'?: string } {
  const accepted = request.headers.get('accept-encoding') ?? '';
  const found = encodings.find(({ taken }) => taken.test(accepted));
  return found === undefined ? {} : { 'content-encoding': found.name };
}
