/** Owns copying a text at a button's press; must not know what the text means. */
import { copied } from './words-zh-cn.ts';

/** Copies what stands in the `<code>` beside the button, and says so on it. */
export async function copyBeside(event: { currentTarget: HTMLElement }): Promise<void> {
  const button = event.currentTarget;
  const code = button.parentElement?.querySelector('code');
  if (!code) return;
  try {
    await navigator.clipboard.writeText(code.textContent ?? '');
  } catch {
    // No clipboard on http pages and in some in-app browsers: selected, it can be copied by hand.
    getSelection()?.selectAllChildren(code);
    if (!document.execCommand('copy')) return;
  }
  button.textContent = copied;
}
