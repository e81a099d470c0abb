/** Owns copying a text at a button's press; must not know what the text means. */
/** Copies the text, or else what stands in the `<code>` beside the button, and says so on it in the words given. */
export async function copyBeside(
  event: { currentTarget: HTMLElement },
  copied: string,
  text?: string,
): Promise<void> {
  const button = event.currentTarget;
  const code = button.parentElement?.querySelector('code');
  if (!code) return;
  try {
    await navigator.clipboard.writeText(text ?? code.textContent ?? '');
  } catch {
    // No clipboard on http pages and in some in-app browsers: selected, it can be copied by hand.
    getSelection()?.selectAllChildren(code);
    if (!document.execCommand('copy')) return;
  }
  button.textContent = copied;
}
