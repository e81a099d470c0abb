/** Owns the tab at the window's side that opens a form; must not know the form. */
import { keepOwnEvents } from '../form/own-events.ts';
import { isBeside } from './standing.ts';

export interface SideTab {
  /** '' takes it away. */
  show(label: string, side: string, isOpen: boolean): void;
}

/** @param layer a root at the end of the page, for when the element's own is no place for a tab */
export function makeTab(
  root: ShadowRoot,
  layer: () => ShadowRoot,
  press: (tab: HTMLElement) => void,
): SideTab {
  const tab = document.createElement('button');
  tab.type = 'button';
  tab.setAttribute('part', 'tab');
  tab.setAttribute('aria-haspopup', 'dialog');
  tab.addEventListener('click', () => press(tab));
  keepOwnEvents(tab);
  let placed = '';
  const settle = () => {
    if (tab.getRootNode() !== root) return;
    if (!isBeside(tab, placed)) layer().append(tab);
  };
  return {
    show(label, side, isOpen) {
      tab.className = side === 'left' ? 'j beside left' : 'j beside';
      tab.setAttribute('aria-expanded', String(isOpen));
      if (tab.textContent !== label) tab.textContent = label;
      placed = side;
      // A box that holds what is fixed may show it only once the page is scrolled.
      removeEventListener('scroll', settle, true);
      if (label === '') tab.remove();
      else {
        if (!tab.isConnected) root.append(tab);
        // Below a dialog nothing can be met.
        if (!isOpen) settle();
        addEventListener('scroll', settle, { capture: true, passive: true });
      }
    },
  };
}
