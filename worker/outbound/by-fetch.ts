/** Owns a request made with the runtime's fetch, its answer left packed; must not read the body. */
import { acceptNothingPacked, calledUrl, type Opener, sentBody } from './opened.ts';
import { bodyOf } from './read-bounded.ts';

export const openByFetch: Opener = async (request, signal) => {
  const body = sentBody(request);
  const response = await fetch(calledUrl(request.url).href, {
    method: request.method ?? 'POST',
    headers: { ...request.headers, ...acceptNothingPacked },
    ...(body === null ? {} : { body }),
    redirect: 'manual',
    // Else the runtime unpacks while it is read, as much as there is for one read (workerd 2026-11).
    encodeResponseBody: 'manual',
    signal,
  });
  return {
    status: response.status,
    header: (name) => response.headers.get(name),
    body: response.body === null ? null : bodyOf(response.body),
  };
};
