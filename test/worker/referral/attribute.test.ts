/** Owns the check of who is credited and why, table by table; must not know storage or browsers. */
import { describe, expect, it } from 'vitest';
import { attribute, type EarlierCredit, type TimedTouch } from '../../../worker/referral/attribute.ts';
import type { Link } from '../../../worker/referral/link.ts';
import { dayMs, link, nowMs, treeOf } from './sample-links.ts';

const staff = link('STAFF', { promoter: 'pr_zhang', kind: 'staff', campaign: 'autumn', channel: 'wechat' });
const customer = link('CUSTOMER', { parent: 'STAFF', depth: 2, kind: 'customer', ownerLead: 7 });
const friend = link('FRIEND', { parent: 'CUSTOMER', depth: 3, channel: 'moments' });
const rival = link('RIVAL', { promoter: 'pr_chen', kind: 'partner' });
const expired = link('EXPIRED', { parent: 'STAFF', expiresAtMs: nowMs });
const living = link('LIVING', { expiresAtMs: nowMs + 1 });
const revoked = link('REVOKED', { revokedAtMs: nowMs - dayMs, expiresAtMs: nowMs - 1 });
const poster = link('POSTER', { promoter: 'pr_zhang', kind: 'staff' });
const [circle, back] = [link('CIRCLE', { parent: 'BACK' }), link('BACK', { parent: 'CIRCLE' })];
const find = treeOf([staff, customer, friend, rival, expired, living, revoked, poster, circle, back]);

const touch = (ref: string, daysAgo = 1): TimedTouch => ({ ref, atMs: nowMs - daysAgo * dayMs });

function judge(
  touches: TimedTouch[],
  model: 'first' | 'last' = 'last',
  isOwn = (_: Link) => false,
  credits: EarlierCredit[] = [],
) {
  return attribute(touches, { model, windowDays: 30, protectDays: 30 }, nowMs, find, { isOwn, credits });
}

describe('the reason', () => {
  const own = (one: Link) => one.ownerLead === 7;
  it.each([
    ['no_touch', [], undefined],
    ['last_touch', [touch('STAFF')], 'STAFF'],
    ['unknown_code', [touch('NOBODY')], undefined],
    ['expired', [touch('EXPIRED')], undefined],
    ['revoked', [touch('REVOKED')], undefined],
    ['outside_window', [touch('STAFF', 30.001)], undefined],
    ['self_referral', [touch('CUSTOMER')], undefined],
    ['loop', [touch('FRIEND')], undefined],
    ['loop', [touch('CIRCLE')], undefined],
  ])('is %s', (reason, touches, credited) => {
    const result = judge(touches, 'last', own);
    expect(result.reason).toBe(reason);
    expect(result.credited).toBe(credited);
  });
  it('is revoked before it is expired: what a person did says more than a date', () => {
    expect(judge([touch('REVOKED')]).reason).toBe('revoked');
  });
  it('is outside_window although a code beyond the window is unknown too', () => {
    expect(judge([touch('NOBODY', 31)]).reason).toBe('outside_window');
  });
  it('is unknown_code when only unknown ones fall into the window', () => {
    expect(judge([touch('STAFF', 31), touch('NOBODY')]).reason).toBe('unknown_code');
  });
  it('is the preferred touch’s when none may be credited, with its chain', () => {
    const result = judge([touch('REVOKED', 3), touch('EXPIRED', 1)]);
    expect(result).toMatchObject({ reason: 'expired', first: 'REVOKED', last: 'EXPIRED' });
    expect(result.chain.map((one) => one.code)).toEqual(['STAFF', 'EXPIRED']);
    expect(judge([touch('REVOKED', 3), touch('EXPIRED', 1)], 'first').reason).toBe('revoked');
  });
});

describe('the model', () => {
  const touches = [touch('STAFF', 10), touch('RIVAL', 2)];
  it('credits the first or the last touch, and always names both', () => {
    expect(judge(touches, 'first')).toMatchObject({ credited: 'STAFF', reason: 'first_touch' });
    expect(judge(touches, 'last')).toMatchObject({ credited: 'RIVAL', reason: 'last_touch' });
    for (const model of ['first', 'last'] as const) {
      expect(judge(touches, model)).toMatchObject({ model, first: 'STAFF', last: 'RIVAL' });
    }
  });
  it('passes over what may not be credited to the next that may', () => {
    expect(judge([touch('STAFF', 10), touch('REVOKED', 2)]).credited).toBe('STAFF');
    expect(judge([touch('EXPIRED', 10), touch('RIVAL', 2)], 'first').credited).toBe('RIVAL');
    expect(
      judge([touch('RIVAL', 5), touch('CUSTOMER', 1)], 'last', (one) => one.ownerLead === 7),
    ).toMatchObject({
      credited: 'RIVAL',
      reason: 'last_touch',
    });
  });
});

describe('the window and clocks', () => {
  it.each([
    [30, 'STAFF'],
    [30 + 1 / dayMs, undefined],
    [0, 'STAFF'],
  ])('a touch of %d days ago credits %s', (daysAgo, credited) => {
    expect(judge([touch('STAFF', daysAgo)]).credited).toBe(credited);
  });
  it('takes a touch from the future as now: a fast clock costs nobody a credit', () => {
    expect(judge([touch('STAFF', -400)]).credited).toBe('STAFF');
    expect(judge([touch('STAFF', -400), touch('RIVAL', 1)]).last).toBe('STAFF');
  });
  it('gives a link its last millisecond', () => {
    expect(judge([touch('LIVING')]).credited).toBe('LIVING');
    expect(judge([touch('EXPIRED')]).credited).toBeUndefined();
  });
});

describe('an earlier credit', () => {
  const credit = (code: string, daysAgo: number): EarlierCredit => ({ code, atMs: nowMs - daysAgo * dayMs });
  const late = (credits: EarlierCredit[], ...touched: string[]) =>
    judge(
      touched.map((code) => touch(code)),
      'last',
      (_) => false,
      credits,
    );
  it('is kept against a later sharer, who is recorded', () => {
    const result = late([credit('STAFF', 3)], 'RIVAL');
    expect(result).toMatchObject({ reason: 'protected', keptBy: 'STAFF', last: 'RIVAL' });
    expect(result.chain.map((one) => one.code)).toEqual(['RIVAL']);
    expect(result).not.toHaveProperty('credited');
  });
  it.each([
    [29.999, 'protected'],
    [30, 'last_touch'],
    [400, 'last_touch'],
  ])('of %d days ago gives the reason %s', (daysAgo, reason) => {
    expect(late([credit('STAFF', daysAgo)], 'RIVAL').reason).toBe(reason);
  });
  it('counts from the first lead of whoever has it: to come again prolongs nothing', () => {
    expect(late([credit('STAFF', 31), credit('STAFF', 2)], 'RIVAL').credited).toBe('RIVAL');
    const passedOn = [credit('STAFF', 60), credit('RIVAL', 20), credit('RIVAL', 1)];
    expect(late(passedOn, 'STAFF')).toMatchObject({ reason: 'protected', keptBy: 'RIVAL' });
    expect(late([credit('STAFF', 60), credit('RIVAL', 30)], 'STAFF').credited).toBe('STAFF');
  });
  it('stands in the way of nobody who has it themselves, by the same link or another of theirs', () => {
    expect(late([credit('STAFF', 3)], 'STAFF').credited).toBe('STAFF');
    expect(late([credit('STAFF', 3)], 'POSTER').credited).toBe('POSTER');
    // Two links of nobody in particular are not one person's.
    expect(late([credit('CUSTOMER', 3)], 'LIVING').reason).toBe('protected');
  });
  it('changes no other reason', () => {
    expect(late([credit('STAFF', 3)], 'REVOKED').reason).toBe('revoked');
    expect(late([credit('STAFF', 3)]).reason).toBe('no_touch');
  });
});

describe('the chain', () => {
  it('is read from the tree, first sharer first, with levels', () => {
    expect(judge([touch('FRIEND')]).chain).toEqual([
      { code: 'STAFF', promoter: 'pr_zhang', kind: 'staff', level: 1 },
      { code: 'CUSTOMER', kind: 'customer', level: 2 },
      { code: 'FRIEND', level: 3 },
    ]);
  });
  it('lends a link the nearest campaign and channel above it', () => {
    expect(judge([touch('FRIEND')])).toMatchObject({ campaign: 'autumn', channel: 'moments' });
    expect(judge([touch('CUSTOMER')])).toMatchObject({ campaign: 'autumn', channel: 'wechat' });
    expect(judge([touch('RIVAL')])).not.toHaveProperty('channel');
  });
  it('is empty and nameless without a known touch', () => {
    expect(judge([touch('NOBODY')])).toEqual({ model: 'last', chain: [], reason: 'unknown_code' });
  });
});
