/** Owns copying a short address; must not know links or counts. */
document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-copy]');
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = '已复制';
  } catch {
    // Without permission the address is selected instead, ready for the keyboard.
    getSelection().selectAllChildren(button.previousElementSibling);
    button.textContent = '已选中';
  }
  setTimeout(() => {
    button.textContent = '复制';
  }, 1600);
});
