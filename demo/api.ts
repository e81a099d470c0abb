/** Owns calls to Jinjian's HTTP interface as an integrator would make them; must not know the Worker's code. */
import { listMember, parseJson, textMember } from './read-json.ts';

export interface Api {
  /** The answer's JSON, or a tagged refusal with the problem's code. Only a broken connection throws. */
  call(method: string, path: string, body?: unknown): Promise<Answer>;
  /** The answer's JSON. @throws Error of one line, without any secret, when the server refuses. */
  ask(method: string, path: string, body?: unknown): Promise<unknown>;
  /** The answer's text, such as a QR picture. @throws Error as `ask` does. */
  text(path: string): Promise<string>;
}

export type Answer =
  | { ok: true; status: number; body: unknown }
  | { ok: false; status: number; code: string; line: string };

/** @param key admin token or tenant key */
export function createApi(baseUrl: string, key: string): Api {
  const send = (method: string, path: string, body?: unknown) =>
    fetch(new URL(path, baseUrl), {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(15_000),
    });
  const call = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await send(method, path, body);
    const answer = parseJson(await response.text());
    return response.ok
      ? { ok: true, status: response.status, body: answer }
      : refusal(method, path, response.status, answer);
  };
  return {
    call,
    async ask(method, path, body) {
      const answer = await call(method, path, body);
      if (!answer.ok) throw new Error(answer.line);
      return answer.body;
    },
    async text(path) {
      const response = await send('GET', path);
      if (!response.ok) throw new Error(refusal('GET', path, response.status, undefined).line);
      return response.text();
    },
  };
}

function refusal(method: string, path: string, status: number, problem: unknown): Answer & { ok: false } {
  const code = textMember(problem, 'code') ?? 'unknown';
  const findings = listMember(problem, 'errors')
    .map((finding) => `${textMember(finding, 'path') ?? '?'}: ${textMember(finding, 'message') ?? '?'}`)
    .join('; ');
  return {
    ok: false,
    status,
    code,
    line: `${method} ${path} → ${status} ${code}${findings === '' ? '' : ` (${findings})`}`,
  };
}

/** A member the answer must hold. @throws Error that names it, when the server's answer lacks it. */
export function need(answer: unknown, name: string): string {
  const found = textMember(answer, name);
  if (found === undefined) throw new Error(`the server's answer lacks "${name}"`);
  return found;
}
