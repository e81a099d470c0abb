/** Owns the buttons on the lead page that open the evidence and save its file, by the key that opened the page; no view of the lead. */
import { keptToken } from '../pages/kept-token.ts';

const section = document.getElementById('papers');
const lead = document.querySelector('jinjian-lead');
if (section && lead?.shadowRoot) offer(section, lead, lead.shadowRoot);

function offer(section: HTMLElement, element: Element, root: ShadowRoot): void {
  const [tenant, lead] = [element.getAttribute('tenant'), element.getAttribute('lead')];
  const said = section.querySelector('[role=status]');
  const say = (text: string) => {
    if (said) said.textContent = text;
  };
  /** Shown with the lead, gone with it. */
  const settle = () => {
    section.hidden = !root.querySelector('.sheets');
  };
  new MutationObserver(settle).observe(root, { childList: true, subtree: true });
  settle();

  const ask = async (method: string, path: string): Promise<Response | null> => {
    say('');
    const kept = keptToken(`jinjian-lead:${tenant}`);
    try {
      const response = await fetch(`/v1/leads/${lead}/${path}`, {
        method,
        cache: 'no-store',
        headers: { Authorization: `Bearer ${kept ? kept.token : ''}` },
      });
      if (response.ok) return response;
      say(section.getAttribute(`data-${response.status}`) || section.getAttribute('data-failed') || '');
    } catch {
      say(section.getAttribute('data-failed') || '');
    }
    return null;
  };

  const acts: Record<string, () => unknown> = {
    async report() {
      // Opened by the tap itself: a window that is opened later is blocked.
      const tab = window.open('', '_blank');
      const answer = await ask('POST', 'evidence-link');
      if (!answer) return tab?.close();
      const { url }: { url: string } = await answer.json();
      if (!tab) return location.assign(url);
      tab.opener = null;
      tab.location.replace(url);
    },
    async file() {
      const answer = await ask('GET', 'evidence');
      if (!answer) return;
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await answer.blob());
      link.download = `evidence-${lead}.json`;
      document.body.appendChild(link);
      link.click();
      document.body.removeChild(link);
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    },
  };
  section.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('[data-do]') : null;
    const act = button && acts[button.getAttribute('data-do') || ''];
    if (act) act();
  });
}
