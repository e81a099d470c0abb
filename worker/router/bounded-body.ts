/** Owns reading a request's bytes: so many, and within a time; must not know what they mean. */
import { type Refusal, refuse } from '../../contract/problem.ts';

/** How long a body may take. */
export interface BodyPatience {
  /** Without a byte. */
  stalledMs: number;
  /** From the first to the last: a sender of one byte now and then would otherwise be waited for for ever. */
  wholeMs: number;
}

const patience: BodyPatience = { stalledMs: 30_000, wholeMs: 300_000 };
/** Such a body is on its way as a whole once it begins: it needs no look at each part. */
const shortBytes = 16 * 1024;

/** True for a body that is not known to be short. */
export function hasLongBody({ method, headers }: Request): boolean {
  if (method === 'GET' || method === 'HEAD') return false;
  return !(Number(headers.get('content-length') ?? Number.POSITIVE_INFINITY) <= shortBytes);
}

/** Reads up to `limit` bytes; one more and the rest is never read. A body that stalls is `body_timeout`. */
export async function boundedBytes(
  request: Request,
  limit: number,
  { stalledMs, wholeMs }: BodyPatience = patience,
): Promise<Uint8Array | Refusal> {
  const declared = request.headers.get('content-length');
  const length = Number(declared ?? Number.POSITIVE_INFINITY);
  if (declared !== null && length > limit) return tooLarge(limit);
  if (request.body === null) return new Uint8Array();
  const bell = new Bell(stalledMs);
  try {
    // A declared length bounds the body, and reading it whole is much cheaper than chunk by chunk.
    if (length <= shortBytes && request.headers.get('transfer-encoding') === null) {
      const whole = await Promise.race([request.arrayBuffer(), bell.rings]);
      return whole === 'late' ? refuse('body_timeout') : new Uint8Array(whole);
    }
    return await inParts(request.body.getReader(), limit, bell, wholeMs);
  } catch {
    // Its sender is gone, or its chunks are none. What was sent is nobody's fault here.
    return refuse('body_broken');
  } finally {
    bell.stop();
  }
}

function tooLarge(limit: number): Refusal {
  return refuse('too_large', [{ path: '', code: 'too_many_bytes', params: { max: limit } }]);
}

async function inParts(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  limit: number,
  bell: Bell,
  wholeMs: number,
): Promise<Uint8Array | Refusal> {
  const endMs = Date.now() + wholeMs;
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const read = await Promise.race([reader.read(), bell.rings]);
    if (read === 'late' || Date.now() > endMs) return refuse('body_timeout');
    if (read.done) return joined(parts, size);
    size += read.value.length;
    if (size > limit) return tooLarge(limit);
    parts.push(read.value);
    bell.wind();
  }
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Rings once when it was not wound for a while. */
class Bell {
  readonly rings: Promise<'late'>;
  readonly #afterMs: number;
  #ring: () => void = () => {};
  #timer: ReturnType<typeof setTimeout>;

  constructor(afterMs: number) {
    this.#afterMs = afterMs;
    this.rings = new Promise((resolve) => {
      this.#ring = () => resolve('late');
    });
    this.#timer = setTimeout(this.#ring, afterMs);
  }

  wind(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#ring, this.#afterMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
