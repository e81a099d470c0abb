/** Owns putting a poster where a phone can save it from; must not know how it was drawn. */

/** What the server takes (worker/router/routes/posters.ts). */
export const largestUpload = 4 * 1024 * 1024;

/** The https address of the PNG, which lives for a day; rejects when the server can't be reached or refuses. */
export async function uploadPoster(png: Blob, origin: string, key: string): Promise<string> {
  const answer = await fetch(`${origin}/v1/shared/posters`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'image/png' },
    body: png,
  });
  const { url }: { url?: unknown } = Object(await answer.json());
  if (!answer.ok || typeof url !== 'string') throw new Error(`the server answered ${answer.status}`);
  return url;
}

/** For phones that the upload failed on: some of them save no `data:` images, all of them show it. */
export function dataUrlOf(png: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(png);
  });
}
