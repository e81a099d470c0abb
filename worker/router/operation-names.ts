/** Owns how operations are called in the contract's document: an id and a tag for each, from method and path; must not know any one route. */

const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);
const words = (segment: string) => segment.split(/[^a-z\d]+/i).filter((word) => word !== '');

/** `GET /v1/leads/:id/evidence` is `getLeadsByIdEvidence`: the same for as long as the path is. */
export function operationId(method: string, path: string): string {
  const parts = path.split('/').filter((segment) => segment !== '' && segment !== 'v1');
  const named = parts.flatMap((segment) =>
    segment.includes(':') ? ['by', ...words(segment)] : words(segment),
  );
  return method.toLowerCase() + (named.length === 0 ? 'Home' : named.map(capital).join(''));
}

const tagged: readonly (readonly [tag: string, path: RegExp])[] = [
  ['visitor', /^\/v1\/t\//],
  ['applicant', /^\/(?:v1\/receipts|v1\/authorisations|r|a)(?:\/|$)/],
  ['pages', /^\/(?:f|s|w|p|c|l|share|MP_verify)/],
  ['log', /^\/log\//],
];

/** Who or what an operation is for: the first part of its path where nothing above says more. */
export function tagOf(path: string): string {
  const known = tagged.find(([, pattern]) => pattern.test(path));
  if (known !== undefined) return known[0];
  const [first, second] = path.split('/').filter((segment) => segment !== '');
  if (first !== 'v1') return 'server';
  return (second ?? 'server').split('.', 1)[0] ?? '';
}
