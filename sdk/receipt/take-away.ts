/** Owns handing text to the person: as a file, or to the clipboard; must not know what it says or keep it. */

export function saveFile(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(
    new Blob([text], { type: /html$/.test(name) ? 'text/html' : 'application/json' }),
  );
  link.download = name;
  document.body.appendChild(link);
  link.click();
  document.body.removeChild(link);
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** False where the browser lets nothing be copied. */
export async function copyText(text: string): Promise<boolean> {
  // Missing in old WeChat kernels, and on pages that did not come by https.
  const { clipboard }: { clipboard?: Clipboard } = Object(navigator);
  if (clipboard) {
    try {
      await clipboard.writeText(text);
      return true;
    } catch {
      // Refused: the older way may still be open.
    }
  }
  const area = document.createElement('textarea');
  area.value = text;
  document.body.appendChild(area);
  area.select();
  const isCopied = document.execCommand('copy');
  document.body.removeChild(area);
  return isCopied;
}
