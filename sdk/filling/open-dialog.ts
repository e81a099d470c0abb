/** Owns opening a dialog over the form and bringing the focus back; must not know what it shows. */

/** Opens it; what is returned closes it again and gives the focus back to where it was. */
export function openDialog(dialog: HTMLDialogElement): () => void {
  const root = dialog.getRootNode();
  const opener = root instanceof ShadowRoot ? root.activeElement : null;
  if (dialog.showModal) dialog.showModal();
  else openPlainly(dialog);
  return () => {
    // While a modal dialog is open, nothing outside it can take the focus.
    dialog.close?.();
    if (opener instanceof HTMLElement) opener.focus();
  };
}

/** For browsers without modal dialogs (Safari before 15.4): shown by style, focus kept inside by hand. */
function openPlainly(dialog: HTMLElement): void {
  dialog.setAttribute('open', '');
  dialog.setAttribute('role', 'dialog');
  dialog.setAttribute('aria-modal', 'true');
  dialog.classList.add('plain');
  dialog.tabIndex = -1;
  dialog.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && dialog.contains(relatedTarget))) dialog.focus();
  });
  dialog.focus();
}
