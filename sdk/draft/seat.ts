/** Owns which of several elements of one form on one page keeps what under which number; must not know what is kept. */

/** Who holds a number, by form and number. */
const holders = new Map<string, Element>();

/**
 * A number of its own for each element of the same form that is on the page, from 0 in the page's order, so that each
 * finds its own again after a reload. What is off the page gives way: a router that puts in a new element means the same form.
 * @param place where the form stands, inside the element's shadow root
 */
export function takeSeat(tenant: string, form: string, place: Element): number {
  const path = `${tenant}/${form}`;
  const root = place.getRootNode();
  const host = root instanceof ShadowRoot ? root.host : place;
  const alike = Array.from(document.querySelectorAll(host.localName)).filter((one) => pathOf(one) === path);
  let seat = Math.max(0, alike.indexOf(host));
  const isTaken = () => {
    const holder = holders.get(`${path} ${seat}`);
    return holder !== undefined && holder !== place && holder.isConnected;
  };
  while (isTaken()) seat++;
  holders.set(`${path} ${seat}`, place);
  return seat;
}

/** The element's own word on which form it shows (element/jinjian-form.ts). */
function pathOf(element: Element): unknown {
  const { path }: { path?: unknown } = Object(element);
  return path;
}
