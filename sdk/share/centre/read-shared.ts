/** Owns reading the share centre's answers into their shapes; must not fetch or draw them. */
import type { SharedCampaign } from '../../../contract/campaign.ts';
import type {
  QrModules,
  SharedContent,
  SharedCount,
  SharedLink,
  SharedMe,
} from '../../../contract/share-centre.ts';

type Fields = Record<string, 'string' | 'number' | 'object'>;

/** An object with these members: enough to tell our own server's answer from a proxy's. */
function has<T>(fields: Fields): (value: unknown) => value is T {
  return (value): value is T =>
    Object.entries(fields).every(([name, type]) => {
      const member: unknown = Object(value)[name];
      return typeof member === type && member !== null;
    });
}

export const isMe = has<SharedMe>({ id: 'string', kind: 'string', name: 'string', tenant: 'object' });
export const isLink = has<SharedLink>({ code: 'string', url: 'string' });
export const isQr = has<QrModules>({ size: 'number', modules: 'string' });
export const isCampaign = has<SharedCampaign>({
  id: 'string',
  title: 'string',
  tenantName: 'string',
  copy: 'object',
  disclosure: 'object',
  poster: 'object',
});
export const isCount = has<SharedCount>({
  code: 'string',
  day: 'string',
  visits: 'number',
  starts: 'number',
  leads: 'number',
});
export const isContent = has<SharedContent>({ id: 'string', kind: 'string', title: 'string' });

/** The items of a list; null when it is none. */
export function itemsOf<T>(body: unknown, isOne: (value: unknown) => value is T): T[] | null {
  const items: unknown = Object(body).items;
  return Array.isArray(items) ? items.filter(isOne) : null;
}

/** What `lacking` says, sentence by sentence; empty when nothing is. */
export function messagesOf(body: unknown): string[] {
  const { lacking }: { lacking?: unknown } = Object(body);
  return Array.isArray(lacking) ? lacking.map((one) => String(Object(one).message)) : [];
}
