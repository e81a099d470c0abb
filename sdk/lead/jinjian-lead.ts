/** Owns the `<jinjian-lead>` element: its attributes, its shadow root, where the key is kept; must not draw a screen. */
import { h, render } from 'preact';
import { addStyle } from '../form/style/add-style.ts';
import { forgetToken, keepToken, keptToken } from '../pages/kept-token.ts';
import pageStyle from '../pages/page.css?inline';
import leadStyle from './lead.css?inline';
import { LeadView } from './lead-view.tsx';

/** What a tenant's people read about one lead. `tenant` and `lead` name it; it stands on the server's own page alone. */
class JinjianLead extends HTMLElement {
  private readonly root = this.attachShadow({ mode: 'open' });
  private readonly place = document.createElement('div');

  connectedCallback(): void {
    const tenant = this.getAttribute('tenant') || '';
    const kept = `jinjian-lead:${tenant}`;
    addStyle(this.root, pageStyle + leadStyle, true);
    this.place.className = 'page';
    this.place.lang = 'zh-CN';
    this.root.append(this.place);
    render(
      h(LeadView, {
        tenant,
        lead: this.getAttribute('lead') || '',
        flagWords: JSON.parse(this.getAttribute('flags') || '{}'),
        first: keptToken(kept),
        onToken: (token) => (token ? keepToken(kept, token) : forgetToken(kept)),
      }),
      this.place,
    );
  }

  disconnectedCallback(): void {
    render(null, this.place);
    this.place.remove();
  }
}

export function installLead(): void {
  if (!customElements.get('jinjian-lead')) customElements.define('jinjian-lead', JinjianLead);
}
