/** Owns the check of how many requests an address and a tenant may have under way; must not send one. */
import { describe, expect, it } from 'vitest';
import { isRefusal, type Refusal } from '../../../contract/problem.ts';
import {
  givePlaceBack,
  mostOfAddress,
  mostOfTenant,
  type Place,
  takePlace,
} from '../../../worker/router/under-way.ts';

/** Each test has addresses and a tenant of its own: what is under way is known to the whole process. */
let tests = 0;
function stage() {
  tests += 1;
  const run = tests;
  const tenant = `tenant-${run}`;
  const take = (address: string, of: string | null = tenant, nowMs = 0) => {
    const request = Object.assign(new Request('https://forms.example.cn/'), { cf: { clientIp: address } });
    return takePlace({ request, env: Object.create(null), nowMs }, of);
  };
  return { tenant, take, address: (number: number) => `198.${run}.${number >> 8}.${number & 255}:4711` };
}

function placeOf(taken: Place | Refusal): Place {
  if (isRefusal(taken)) throw new Error(taken.refused);
  return taken;
}

describe('requests under way', () => {
  it('of one address are so many; the next is told to come again in a second', () => {
    const { take, address } = stage();
    const places = Array.from({ length: mostOfAddress }, () => placeOf(take(address(1))));
    expect(take(address(1))).toEqual({ refused: 'rate_limited', retryAfterSeconds: 1 });
    // Other people, and the same once one of theirs is answered.
    givePlaceBack(placeOf(take(address(2))));
    for (const place of places.slice(0, 1)) givePlaceBack(place);
    placeOf(take(address(1)));
    expect(take(address(1))).toMatchObject({ refused: 'rate_limited' });
  });
  it('of one IPv6 household count together, whichever of its networks they come from', () => {
    const { take } = stage();
    for (let at = 0; at < mostOfAddress; at++) placeOf(take(`[2001:db8:9:${at.toString(16)}::1]:1`));
    expect(take('[2001:db8:9:0::2]:1')).toMatchObject({ refused: 'rate_limited' });
    placeOf(take('[2001:db8:9:100::2]:1'));
  });
  it('of one tenant are so many, however many addresses they come from; another tenant has its own', () => {
    const { take, address, tenant } = stage();
    for (let at = 0; at < mostOfTenant; at++) placeOf(take(address(at)));
    expect(take(address(9999))).toEqual({ refused: 'overloaded', retryAfterSeconds: 2 });
    placeOf(take(address(9999), `${tenant}-other`));
    placeOf(take(address(9999), null));
  });
  it('that were turned away hold no place', () => {
    const { take, address } = stage();
    const places = Array.from({ length: mostOfAddress }, () => placeOf(take(address(1))));
    for (let at = 0; at < 10; at++) take(address(1));
    for (const place of places) givePlaceBack(place);
    for (let at = 0; at < mostOfAddress; at++) placeOf(take(address(1)));
  });
  it('give a place back once, however often they say so', () => {
    const { take, address } = stage();
    const [first, ...others] = Array.from({ length: mostOfAddress }, () => placeOf(take(address(1))));
    if (first !== undefined) for (let at = 0; at < 3; at++) givePlaceBack(first);
    expect(others).toHaveLength(mostOfAddress - 1);
    placeOf(take(address(1)));
    expect(take(address(1))).toMatchObject({ refused: 'rate_limited' });
  });
  it('that were cut off without a word are forgotten after ten minutes', () => {
    const { take, address, tenant } = stage();
    for (let at = 0; at < mostOfAddress; at++) placeOf(take(address(1)));
    expect(take(address(1), tenant, 600_000)).toMatchObject({ refused: 'rate_limited' });
    placeOf(take(address(1), tenant, 600_001));
  });
});
