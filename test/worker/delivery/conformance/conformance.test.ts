/** Owns the conformance table run: every adapter against a real server that answers as its vendor does, well or ill. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { destinationKinds } from '../../../../worker/delivery/adapter.ts';
import { adapterOf } from '../../../../worker/delivery/adapters.ts';
import { type Mood, type StandIn, standIn } from '../../../targets/stand-in.ts';
import { type Row, seen } from './conformance-row.ts';
import { type Drive, drive, type Kept } from './drive.ts';
import { rows } from './rows.ts';
import { lead, ping } from './sample-messages.ts';

/** What goes wrong in the same way with all, and what it comes to; `null` for a 200 whose body tells nothing. */
const troubles: [mood: Mood, verdict: object | null][] = [
  ['too_many', { outcome: 'failed', status: 429, reason: 'throttled', retryAfterMs: 77_000 }],
  ['failing', { outcome: 'failed', status: 503, reason: 'server_error' }],
  ['resetting', { outcome: 'failed', reason: 'unreachable' }],
  ['garbage', null],
  ['empty', null],
  ['huge', null],
  ['padded', null],
  ['html', null],
  ['list', null],
  ['redirecting', { outcome: 'failed', status: 302, reason: 'redirect' }],
];

it('has a row for every adapter', () => {
  expect(rows.map(({ kind }) => kind).sort()).toEqual([...destinationKinds].sort());
});

describe.each(rows)('$kind', (row: Row) => {
  const { given, target } = facing(row);

  it('delivers a lead, by exactly the documented request', async () => {
    const so = given();
    expect(await drive(so, lead)).toMatchObject({ outcome: 'delivered' });
    const expected = row.lead(so.nowMs ?? 0);
    expect(seen(target().calls.at(-1), expected)).toEqual(expected);
    if (row.token !== undefined) expect(seen(target().calls[0], row.token)).toEqual(row.token);
    expect(target().calls).toHaveLength(row.token === undefined ? 1 : 2);
    expect(target().vendor.records?.() ?? ['one']).toHaveLength(1);
  });

  it('takes pings where something can be asked of it that leaves no record', () => {
    const { takes } = adapterOf(row.kind);
    expect(takes === 'all' || takes.includes('ping')).toBe(row.ping !== undefined);
  });

  it.runIf(row.ping)('answers a ping by a request that leaves nothing behind', async () => {
    const so = given();
    expect(await drive(so, ping)).toMatchObject({ outcome: 'delivered' });
    const expected = row.ping?.(so.nowMs ?? 0) ?? null;
    if (expected === null) throw new Error('no ping');
    expect(seen(target().calls.at(-1), expected)).toEqual(expected);
    expect(target().vendor.records?.() ?? []).toEqual([]);
  });

  it('sees an error where the status alone would not tell', async () => {
    target().mood = 'refusing';
    expect(await drive(given(), lead)).toEqual(row.refused);
  });

  it('waits as long as the target wants when told to slow down', async () => {
    target().mood = 'throttled';
    expect(await drive(given(), lead)).toEqual(row.throttled);
  });

  it.each(troubles)('is not deceived by a target that is %s', async (mood, verdict) => {
    target().mood = mood;
    expect(await drive(given(), lead)).toEqual(verdict ?? row.unread);
  });

  it('gives up on an answer that does not end', async () => {
    await drive(given(), lead);
    target().mood = 'slow';
    const startedMs = Date.now();
    expect(await drive({ ...given(), timeoutMs: 200 }, lead)).toEqual({
      outcome: 'failed',
      reason: 'timeout',
    });
    expect(Date.now() - startedMs).toBeLessThan(2000);
  });

  it.each(row.answers)('understands %j', async (reply, verdict) => {
    target().next = reply;
    expect(await drive(given(), lead)).toEqual(verdict);
  });

  it('says nothing of what the target said', async () => {
    const secret = '13800138000 张三丰';
    target().next = {
      status: 400,
      body: { errcode: 7, code: 7, errorCode: 7, errmsg: secret, msg: secret, error: secret },
    };
    expect(JSON.stringify(await drive(given(), lead))).not.toMatch(/13800138000|张三丰/);
  });
});

describe.each(rows.filter(({ token }) => token !== undefined))('the token of $kind', (row: Row) => {
  const { given, target } = facing(row);
  const tokenCalls = () => target().calls.map((call) => target().vendor.isTokenCall(call));

  it('is asked for once and used again', async () => {
    await drive(given(), lead);
    await drive(given(), lead);
    expect(tokenCalls()).toEqual([true, false, false]);
  });

  it('is asked for anew when the target no longer takes it, and the lead arrives in the same attempt', async () => {
    await drive(given(), ping);
    target().vendor.expire?.();
    expect(await drive(given(), lead)).toMatchObject({ outcome: 'delivered' });
    expect(tokenCalls()).toEqual([true, false, false, true, false]);
  });

  it('is not lent for wrong credentials, and nothing else is asked', async () => {
    const wrong = Object.entries(row.config(target().url)).map(([name, value]) =>
      name.endsWith('Secret') ? [name, 'wrong'] : [name, value],
    );
    const verdict = await drive({ ...given(), config: Object.fromEntries(wrong) }, lead);
    expect(verdict).toMatchObject({ outcome: 'failed', reason: 'bad_credentials' });
    expect(target().calls).toHaveLength(1);
  });

  it.each(troubles)('is not lent by a target that is %s', async (mood, verdict) => {
    target().tokenMood = mood;
    expect(await drive(given(), lead)).toEqual(
      verdict ?? { outcome: 'failed', status: 200, reason: 'unreadable' },
    );
    expect(target().calls).toHaveLength(1);
  });
});

/** A fresh stand-in for each test, and what is driven at it. */
function facing(row: Row): { target: () => StandIn; given: () => Drive } {
  let now: StandIn | null = null;
  let kept: Kept = { access: null };
  beforeEach(async () => {
    now = await standIn(row.vendor());
    kept = { access: null };
  });
  afterEach(() => now?.close());
  const target = () => {
    if (now === null) throw new Error('the stand-in has not started');
    return now;
  };
  const adapter = adapterOf(row.kind);
  return { target, given: () => ({ adapter, config: row.config(target().url), kept, nowMs: Date.now() }) };
}
