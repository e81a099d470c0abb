/** Owns what the contract's document says of success answers: media type and the members that are always there; must not know any one route. */

/** What a list of anything looks like (API.md, Conventions). */
const list = {
  type: 'object',
  required: ['items', 'next'],
  properties: {
    items: { type: 'array', items: { type: 'object' } },
    next: {
      type: ['string', 'null'],
      description: 'to be given as `cursor` for the items after these; null at the end',
    },
  },
};

/** A description that begins with a media type is of that; one of nothing else has no body. */
const mediaType = /^(?:text|image|application|audio|video)\/[\w.+-]+/;
/** `id, role, label?`: the names of members, up to what is said of them; `?` behind those that may be missing. */
const memberList = /^[a-z]\w*\??(?:, [a-z]\w*\??)*(?=$|[:;])/;

/** The members that a description lists, or null where it tells the answer in other words. */
function membersOf(description: string): { name: string; isOptional: boolean }[] | null {
  const [names] = memberList.exec(description) ?? [];
  if (names === undefined || (!names.includes(',') && !description.startsWith(`${names}:`))) return null;
  return names.split(', ').map((name) => ({ name: name.replace('?', ''), isOptional: name.endsWith('?') }));
}

function schemaOf(description: string): object {
  const members = membersOf(description);
  if (members === null) return { type: 'object', description };
  const names = members.map(({ name }) => name);
  const rest = Object.fromEntries(names.map((name) => [name, {}]));
  return names.includes('items') && names.includes('next')
    ? { ...list, properties: { ...rest, ...list.properties }, description }
    : {
        type: 'object',
        required: members.flatMap(({ name, isOptional }) => (isOptional ? [] : name)),
        properties: rest,
        description,
      };
}

/** The response object of a success answer. */
export function responseOf(status: string, description: string): object {
  if (status === '204' || status.startsWith('3')) return { description };
  const [type] = mediaType.exec(description) ?? [];
  return type === undefined
    ? { description, content: { 'application/json': { schema: schemaOf(description) } } }
    : { description, content: { [type]: { schema: { type: 'string' } } } };
}
