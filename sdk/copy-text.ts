/** Owns putting text on the clipboard, also where a browser has only the old way; must not know what the text is. */

/** True once it is there. */
export async function copyText(text: string, near: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text, near);
  }
}

/**
 * WeChat's kernels before Chrome 66 and pages without https have no clipboard of promises. Whether anything was copied
 * only the event tells, not what `execCommand` answers; a page's own listener may add lines to it or stop it.
 */
function copyBySelection(text: string, near: HTMLElement): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.readOnly = true;
  field.className = 'sr';
  near.after(field);
  field.select();
  field.setSelectionRange(0, text.length);
  let isCopied = false;
  const copied = (event: Event) => {
    event.stopImmediatePropagation();
    isCopied = true;
  };
  addEventListener('copy', copied, true);
  document.execCommand('copy');
  removeEventListener('copy', copied, true);
  field.remove();
  near.focus();
  return isCopied;
}
