/** Owns copying a text at a button's press; must not know what the text means. */
import { copyText } from '../copy-text.ts';

/** Copies the text, which the `<code>` beside the button shows, and says so on it in the words given. */
export async function copyBeside(
  { currentTarget: button }: { currentTarget: HTMLElement },
  text: string,
  copied: string,
): Promise<void> {
  if (await copyText(text, button)) button.textContent = copied;
  else {
    // Selected, it can be copied by hand.
    const code = button.parentElement?.querySelector('code');
    if (code) getSelection()?.selectAllChildren(code);
  }
}
