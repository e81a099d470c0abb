/** Owns answers of targets, SMS vendors and WeChat, judged by every adapter: what they come to holds nothing of theirs. */
import type { Answer, Config, Lent } from '../../../worker/delivery/adapter.ts';
import { allAdapters } from '../../../worker/delivery/adapters.ts';
import { scrubAnswer } from '../../../worker/delivery/scrub-answer.ts';
import type { Verdict } from '../../../worker/delivery/verdict.ts';
import { judgeAliyun } from '../../../worker/sms/aliyun.ts';
import { judgeTencent } from '../../../worker/sms/tencent.ts';
import { readAnswer } from '../../../worker/wechat/call-wechat.ts';
import type { Bytes } from '../mutate-bytes.ts';
import { nowMs } from '../published.ts';
import { isRecord, jsonOf, memberOf, type Outcome, promise, type Target } from '../target.ts';

const mostUnits = 64 * 1024;
/** A lent token is good for a day at the very most. */
const latestMs = nowMs + 86_400_000;
const config: Config = { domain: 'com' };
const values = ['欧阳锋', '13800138000', 120_000, ['房', '车']];

/** Empty for what is too deep to be written: as a text it can still come in. */
function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '';
  }
}

/** `{status, headers, body}`: what else JSON can be is an answer's body. */
function answerOf(value: unknown): Answer {
  const [status, headers, body] = ['status', 'headers', 'body'].map((name) => memberOf(value, name));
  const text = typeof body === 'string' ? body : jsonText(body);
  return {
    status: typeof status === 'number' && status >= 200 && status < 600 ? Math.floor(status) : 200,
    header(name) {
      const found = memberOf(headers, name);
      return typeof found === 'string' ? found : null;
    },
    text: text.slice(0, mostUnits),
    isCutOff: text.length > mostUnits,
  };
}

function checkVerdict({ outcome, reason, retryAfterMs, status }: Verdict): string {
  promise(reason === undefined || /^[a-z_]{1,40}$/.test(reason), 'a reason is not one of our words');
  promise(
    retryAfterMs === undefined || (Number.isFinite(retryAfterMs) && retryAfterMs >= 0),
    'a wait is no time',
  );
  promise(status === undefined || Number.isInteger(status), 'a status is none');
  return `${outcome} ${reason ?? ''}`;
}

function checkLent({ access, expiresAtMs, refreshAtMs }: Lent): string {
  promise(
    Object.values(access).every((one) => /^[\x21-\x7e]{1,4096}$/.test(one)),
    'what is lent can not stand in a header',
  );
  promise(expiresAtMs >= nowMs && expiresAtMs <= latestMs, 'what is lent ends at no time, or never');
  promise(refreshAtMs >= nowMs && refreshAtMs <= expiresAtMs, 'what is lent is asked for anew after its end');
  return 'lent';
}

function run(input: Bytes): Outcome {
  const body = jsonOf(input);
  const answer = answerOf(isRecord(body?.value) ? body.value : { body: new TextDecoder().decode(input) });
  const told = allAdapters.flatMap(({ judge, token }) => {
    const read = token?.read(answer, nowMs, config);
    const lent = read === undefined ? [] : ['access' in read ? checkLent(read) : checkVerdict(read)];
    return [checkVerdict(judge(answer, nowMs)), ...lent];
  });
  const parsed: unknown = jsonOf(new TextEncoder().encode(answer.text))?.value;
  for (const sent of [judgeAliyun(parsed), judgeTencent(parsed)]) {
    promise(sent.outcome === 'sent' || /^[\w.-]{1,81}$/.test(sent.reason), 'a reason quotes the vendor');
    told.push(sent.outcome);
  }
  for (const member of ['access_token', 'ticket'] as const) {
    const read = readAnswer(answer.text, member, nowMs);
    if ('trouble' in read) {
      promise(read.ip === undefined || /^[\da-f.:]{3,45}$/i.test(read.ip), 'an address is none');
      told.push(read.trouble);
    } else told.push(checkLent({ ...read, access: { value: read.value } }));
  }
  const kept = scrubAnswer(answer.text, values, ['secret-of-the-tenant']);
  promise(kept.length <= 500, 'more of an answer is kept than may be');
  promise(!/1\D?3\D?8\D?0\D?0\D?1\D?3\D?8\D?0\D?0\D?0|secret-of-the-tenant/.test(kept), 'a secret is kept');
  return {
    tag: [...new Set(told)].sort().join(),
    isRefused: told.every((one) => !/^(?:delivered|lent|sent)/.test(one)),
    output: [...told, kept].join(),
  };
}

export function open(): Target {
  return {
    name: 'vendor',
    format: 'json',
    words: [
      'status',
      'headers',
      'body',
      'retry-after',
      'errcode',
      'code',
      'errorCode',
      'StatusCode',
      'access_token',
      'expires_in',
      'data',
      'SUCCESS',
      'success',
      'Response',
      'Error',
      'errmsg',
      'invalid ip 1.2.3.4',
      'instance_uri',
      'https://api-1.xiaoshouyi.com',
    ],
    mostBytes: 128 * 1024,
    mostOutput: () => 4 * 1024,
    run,
  };
}
