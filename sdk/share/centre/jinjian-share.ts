/** Owns the `<jinjian-share>` element: its attributes, its shadow root, where the token is kept; must not draw a screen. */
import { h, render } from 'preact';
import { addStyle } from '../../form/style/add-style.ts';
import { forgetToken, type KeptToken, keepToken, keptToken, tenantOfToken } from '../../pages/kept-token.ts';
import pageStyle from '../../pages/page.css?inline';
import { scriptHome } from '../script-home.ts';
import arrivalStyle from './arrival.css?inline';
import { tokenFromAddress } from './arrived-token.ts';
import campaignCardStyle from './campaign-card.css?inline';
import { CentreView } from './centre-view.tsx';
import countsStyle from './counts.css?inline';

/** The share centre of one tenant. `tenant` names it; `base` is the server's origin, by default the script's. */
export class JinjianShare extends HTMLElement {
  /** The script's server. */
  static home = '';
  /** The token that the address brought, for whichever element is of its tenant. */
  static arrived: string | null = null;
  private static readonly shown = new Set<JinjianShare>();

  private readonly root = this.attachShadow({ mode: 'open' });
  private readonly place = document.createElement('div');
  /** The token that is open now: storage may be withheld. */
  private open: KeptToken | null = null;

  connectedCallback(): void {
    addStyle(this.root, pageStyle + countsStyle + campaignCardStyle + arrivalStyle, true);
    this.place.className = 'page';
    this.place.lang = 'zh-CN';
    this.root.append(this.place);
    JinjianShare.shown.add(this);
    this.show(JinjianShare.arrived);
  }

  disconnectedCallback(): void {
    JinjianShare.shown.delete(this);
    render(null, this.place);
    this.place.remove();
  }

  /** Takes the token out of the address, as the page opens and when a link only changes the fragment. */
  static takeArrived(): void {
    const token = tokenFromAddress();
    if (token === null) return;
    JinjianShare.arrived = token;
    for (const element of JinjianShare.shown) if (isOf(token, element)) element.show(token);
  }

  private show(arrived: string | null): void {
    const tenant = tenantOf(this);
    const place = `jinjian-share:${tenant}`;
    render(null, this.place);
    render(
      h(CentreView, {
        tenant,
        base: this.base(),
        kept: this.open ?? keptToken(place),
        arrived: arrived !== null && isOf(arrived, this) ? arrived : null,
        onToken: (token) => {
          this.open = token;
          // What has been settled is not asked again when the element moves.
          if (arrived === JinjianShare.arrived) JinjianShare.arrived = null;
          if (token) keepToken(place, token);
          else forgetToken(place);
        },
      }),
      this.place,
    );
  }

  /** Empty on the server's own pages. */
  private base(): string {
    const base = (this.getAttribute('base') ?? JinjianShare.home).replace(/\/{1,9}$/, '');
    return base === location.origin ? '' : base;
  }
}

function tenantOf(element: JinjianShare): string {
  return element.getAttribute('tenant') ?? '';
}

function isOf(token: string, element: JinjianShare): boolean {
  return tenantOfToken(token) === tenantOf(element);
}

/** Registers the element once, and takes the token out of the address before anything else runs. */
export function installShare(): void {
  if (customElements.get('jinjian-share')) return;
  JinjianShare.home = scriptHome();
  JinjianShare.takeArrived();
  addEventListener('hashchange', JinjianShare.takeArrived);
  customElements.define('jinjian-share', JinjianShare);
}
