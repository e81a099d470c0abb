/** Owns the `<jinjian-share>` element: its attributes, its shadow root, where the token is kept; must not draw a screen. */
import { h, render } from 'preact';
import { addStyle } from '../../form/style/add-style.ts';
import { forgetToken, keepToken, keptToken, tenantOfToken } from '../../pages/kept-token.ts';
import pageStyle from '../../pages/page.css?inline';
import { tokenFromAddress } from './arrived-token.ts';
import campaignCardStyle from './campaign-card.css?inline';
import { CentreView } from './centre-view.tsx';
import countsStyle from './counts.css?inline';

/** The share centre of one tenant. `tenant` names it; `base` is the server's origin, by default the script's. */
export class JinjianShare extends HTMLElement {
  /** Where the script came from. */
  static home = '';
  /** The token that the address brought, for whichever element is of its tenant. */
  static arrived: string | null = null;

  private readonly root = this.attachShadow({ mode: 'open' });
  private readonly place = document.createElement('div');

  connectedCallback(): void {
    const tenant = this.getAttribute('tenant') ?? '';
    addStyle(this.root, pageStyle + countsStyle + campaignCardStyle, true);
    this.place.className = 'page';
    this.place.lang = 'zh-CN';
    this.root.append(this.place);
    const { arrived } = JinjianShare;
    const kept = `jinjian-share:${tenant}`;
    const isOwn = arrived !== null && tenantOfToken(arrived) === tenant;
    render(
      h(CentreView, {
        tenant,
        base: this.base(),
        first: isOwn ? { token: arrived, isRemembered: false } : keptToken(kept),
        onToken: (token) => (token ? keepToken(kept, token) : forgetToken(kept)),
      }),
      this.place,
    );
  }

  disconnectedCallback(): void {
    render(null, this.place);
    this.place.remove();
  }

  /** Empty on the server's own pages. */
  private base(): string {
    const base = (this.getAttribute('base') ?? JinjianShare.home).replace(/\/+$/, '');
    return base === location.origin ? '' : base;
  }
}

/** Registers the element once, and takes the token out of the address before anything else runs. */
export function installShare(): void {
  if (customElements.get('jinjian-share')) return;
  const { currentScript } = document;
  if (currentScript instanceof HTMLScriptElement && currentScript.src)
    JinjianShare.home = new URL(currentScript.src).origin;
  JinjianShare.arrived = tokenFromAddress();
  customElements.define('jinjian-share', JinjianShare);
}
