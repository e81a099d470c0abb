/** Owns what a served input came to: a typed answer, never a fault of the server, and nothing stored by a refusal. */
import { problemStatus } from '../../contract/problem.ts';
import { type ServedTenant, servedTenant } from './served-tenant.ts';
import { processorMs, storedContent } from './stored-content.ts';
import { Broken, jsonOf, memberOf, type Outcome, promise, type Target } from './target.ts';

export interface Reply {
  status: number;
  text: string;
}

export interface Served {
  tenant: ServedTenant;
  /** Sends what a path is asked; the reply, read whole. */
  send(method: string, path: string, headers: Record<string, string>, body: Uint8Array): Promise<Reply>;
}

type Shape = Pick<Target, 'name' | 'format' | 'words' | 'mostBytes' | 'mostOutput' | 'repeatsNothing'>;

/** A commit that no input explains may be the server's own doing: three are none any more. */
const mostUnexplained = 3;

/** A target behind a real server. @param ask sends one input, and settles with every reply to it */
export async function servedTarget(
  shape: Shape,
  ask: (served: Served, input: Uint8Array<ArrayBuffer>) => Promise<Reply[]>,
): Promise<Target> {
  const tenant = await servedTenant();
  const stored = storedContent(tenant.dataDir);
  let content = await stored.settled();
  let unexplained = 0;
  const send: Served['send'] = async (method, path, headers, body) => {
    const response = await fetch(tenant.url + path, { method, headers, body: new Uint8Array(body) });
    const text = await response.text();
    checkReply(response, text);
    return { status: response.status, text };
  };
  const answerTo = async (input: Uint8Array<ArrayBuffer>): Promise<Outcome> =>
    outcomeOf(await ask({ tenant, send }, input));
  return {
    ...shape,
    isStateful: true,
    processorMs: () => processorMs(tenant.workerdPid),
    async run(input) {
      const outcome = await answerTo(input);
      if (!outcome.isRefused) {
        content = await stored.settled();
        return outcome;
      }
      if (!stored.hasCommitted()) return outcome;
      const after = await stored.settled();
      if (after === content) return outcome;
      content = after;
      unexplained += 1;
      // A refusal that stores does it again, or at once for the third input.
      await answerTo(input);
      const isRepeated = (await stored.settled()) !== content;
      if (isRepeated || unexplained >= mostUnexplained) throw new Broken('a refusal stored something');
      return outcome;
    },
    async close() {
      stored.close();
      await tenant.close();
    },
  };
}

function checkReply({ status, headers }: Response, text: string): void {
  promise(status < 500, `the server answers ${status}`);
  if (status < 400) return;
  const problem = jsonOf(new TextEncoder().encode(text))?.value;
  const code = String(memberOf(problem, 'code'));
  promise(/^application\/problem\+json/.test(headers.get('content-type') ?? ''), 'a refusal is no problem');
  promise(memberOf(problemStatus, code) === status, 'a problem has no code, or not the status of its code');
  promise(
    memberOf(problem, 'requestId') === headers.get('x-request-id'),
    'a problem has another request’s id',
  );
}

function outcomeOf(replies: readonly Reply[]): Outcome {
  return {
    tag: replies.map(tagOf).join(' / '),
    isRefused: replies.every(({ status }) => status >= 400),
    output: replies.map(({ text }) => text).join(''),
  };
}

/** Status, code, and the kinds of findings: what was wrong, not where. */
function tagOf({ status, text }: Reply): string {
  if (status < 400) return String(status);
  const problem = jsonOf(new TextEncoder().encode(text))?.value;
  const errors = memberOf(problem, 'errors');
  const codes = (Array.isArray(errors) ? errors : []).map((error) => String(memberOf(error, 'code')));
  return `${status} ${String(memberOf(problem, 'code'))} ${[...new Set(codes)].sort().join()}`;
}
