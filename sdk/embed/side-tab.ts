/** Owns the tab at the window's side that opens a form; must not know the form. */

export interface SideTab {
  /** '' takes it away. */
  show(label: string, side: string, isOpen: boolean): void;
}

export function makeTab(root: ShadowRoot, press: (tab: HTMLElement) => void): SideTab {
  const tab = document.createElement('button');
  tab.type = 'button';
  tab.setAttribute('part', 'tab');
  tab.setAttribute('aria-haspopup', 'dialog');
  tab.addEventListener('click', () => press(tab));
  return {
    show(label, side, isOpen) {
      tab.className = side === 'left' ? 'j beside left' : 'j beside';
      tab.setAttribute('aria-expanded', String(isOpen));
      if (tab.textContent !== label) tab.textContent = label;
      if (label === '') tab.remove();
      else if (!tab.isConnected) root.append(tab);
    },
  };
}
