/** Owns how the tests call the Worker and read its answers; must not know what any route is for. */
import { exports } from 'cloudflare:workers';
import { expect } from 'vitest';
import { problemStatus } from '../../contract/problem.ts';

/** JINJIAN_PUBLIC_URL of the test configuration. */
export const publicUrl = 'https://jinjian.test';
/** JINJIAN_ADMIN_TOKEN of the test configuration. */
export const adminToken = 'jadmin_test_Wq3xK9vTz7RmB2nLs8YdPf4G';

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body; undefined when it is not JSON. */
  json: unknown;
}

export interface CallOptions {
  key?: string | undefined;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, instead of `body`. */
  raw?: BodyInit;
  headers?: Record<string, string>;
}

/** Calls the Worker. Without a content type of its own, a body goes as application/json. */
export async function call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
  const headers = new Headers(options.headers);
  if (options.key !== undefined) headers.set('authorization', `Bearer ${options.key}`);
  const body = options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
  if (body !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/json');
  const response = await exports.default.fetch(
    new Request(`${publicUrl}${path}`, {
      method,
      headers,
      redirect: 'manual',
      ...(body === undefined ? {} : { body }),
    }),
  );
  return answerOf(response);
}

export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson && text !== '' ? JSON.parse(text) : undefined,
  };
}

/** The member of parsed JSON at a path. */
export function pick(value: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>((at, name) => {
    if (typeof at !== 'object' || at === null) throw new Error(`nothing at ${path.join('.')}`);
    return Reflect.get(at, name);
  }, value);
}

export function pickText(value: unknown, ...path: (string | number)[]): string {
  const found = pick(value, ...path);
  if (typeof found !== 'string') throw new Error(`no text at ${path.join('.')}: ${JSON.stringify(value)}`);
  return found;
}

export function pickNumber(value: unknown, ...path: (string | number)[]): number {
  const found = pick(value, ...path);
  if (typeof found !== 'number') throw new Error(`no number at ${path.join('.')}`);
  return found;
}

export function pickList(value: unknown, ...path: (string | number)[]): unknown[] {
  const found = pick(value, ...path);
  if (!Array.isArray(found)) throw new Error(`no list at ${path.join('.')}: ${JSON.stringify(value)}`);
  return found;
}

/** Expects a typed problem: RFC 9457 media type, a known code with its own status, the request's id; never 500. */
export function expectProblem(answer: Answer, status?: number, code?: string): void {
  expect(answer.headers.get('content-type'), answer.text).toMatch(/^application\/problem\+json/);
  const told = pickText(answer.json, 'code');
  expect(problemStatus, `a code that the contract does not know: ${told}`).toHaveProperty(told);
  expect(pick(problemStatus, told)).toBe(answer.status);
  expect(pick(answer.json, 'status')).toBe(answer.status);
  expect(answer.status).toBeLessThan(500);
  expect(pickText(answer.json, 'requestId').length).toBeGreaterThan(10);
  expect(pick(answer.json, 'requestId')).toBe(answer.headers.get('x-request-id'));
  expect(pickText(answer.json, 'title')).not.toBe('');
  if (code !== undefined) expect(told, answer.text).toBe(code);
  if (status !== undefined) expect(answer.status).toBe(status);
}

/** The findings of a problem, as `path code`, in the order told; each with a message. */
export function findingsOf(answer: Answer): string[] {
  return pickList(answer.json, 'errors').map((finding) => {
    expect(pickText(finding, 'message')).not.toBe('');
    return `${pickText(finding, 'path')} ${pickText(finding, 'code')}`;
  });
}
