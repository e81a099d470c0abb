/** Owns handing text to the person: as a file; must not know what it says or keep it. */

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
