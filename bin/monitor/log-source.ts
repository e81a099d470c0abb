/** Owns fetching what a log publishes, bounded in time and size; must not judge what it says. */
import { acceptNothingPacked } from '../../worker/outbound/opened.ts';
import { bodyOf, readBounded } from '../../worker/outbound/read-bounded.ts';

/** What can be asked of a log: a path below its URL. */
export type LogSource = (path: string, maxBytes: number) => Promise<Uint8Array>;

/** The log answered, but not with the thing. */
export class NotServed extends Error {
  readonly path: string;
  readonly status: number;
  /** The problem's code, when the answer was a problem of a Jinjian server. */
  readonly code: string | null;

  constructor(path: string, status: number, code: string | null) {
    super(`${path}: ${status}`);
    this.path = path;
    this.status = status;
    this.code = code;
  }
}

/** The log could not be reached, or its answer did not end. */
export class NotReached extends Error {}

const timeoutMs = 15_000;
const longestProblemBytes = 64 * 1024;

/** @param url the log's prefix, as in `https://forms.example.cn/log/huikai` */
export function httpSource(url: string): LogSource {
  const prefix = url.replace(/\/{1,9}$/, '');
  return async (path, maxBytes) => {
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const response = await fetch(`${prefix}/${path}`, {
        signal,
        headers: { accept: '*/*', ...acceptNothingPacked },
      });
      if (response.status !== 200) throw new NotServed(path, response.status, await codeOf(response));
      return await bytesOf(response, maxBytes);
    } catch (error) {
      if (error instanceof NotServed || error instanceof NotReached) throw error;
      const cause = error instanceof Error ? (error.cause ?? error) : error;
      throw new NotReached(cause instanceof Error ? cause.message : String(cause));
    }
  };
}

/** Node's fetch unpacks what came packed all the same, no faster than it is read. */
async function bytesOf({ body }: Response, maxBytes: number): Promise<Uint8Array> {
  if (body === null) return new Uint8Array();
  const { bytes, isCutOff } = await readBounded(bodyOf(body), maxBytes);
  if (isCutOff) throw new NotReached(`more than ${maxBytes} bytes`);
  return bytes;
}

async function codeOf(response: Response): Promise<string | null> {
  if (!/problem\+json/.test(response.headers.get('content-type') ?? '')) return null;
  try {
    const problem: unknown = JSON.parse(
      new TextDecoder().decode(await bytesOf(response, longestProblemBytes)),
    );
    const code: unknown = Reflect.get(Object(problem), 'code');
    return typeof code === 'string' ? code : null;
  } catch {
    return null;
  }
}
