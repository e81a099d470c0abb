/** The region list: what the build wrote, read back and compared with the package it came from. */
import { areaList } from '@vant/area-data';
import { expect, test } from 'vitest';
import { isRegionCode } from '../../contract/fields/region.ts';
import { nameOf, parseRegions, placeOf, settle } from '../../sdk/region/region-list.ts';
import { regionText } from '../../sdk/vite.config.ts';

const provinces = parseRegions(regionText());
const cities = provinces.flatMap((one) => one.cities);
const names = new Map(cities.map(({ code, name }) => [code, name]));

test('every province and city of the package is there, under its own code and name', () => {
  expect(provinces.map(({ code }) => `${code}0000`)).toEqual(Object.keys(areaList.province_list));
  const changed = new Set(['500100', '500200', '419000', '429000', '469000', '659000']);
  for (const [code, name] of Object.entries(areaList.city_list)) {
    if (!changed.has(code)) expect([code, names.get(code)]).toEqual([code, name]);
  }
});

test('what has no city above it stands for itself, and no heading is offered as a place', () => {
  for (const code of ['419001', '429004', '429021', '469002', '659001'])
    expect([code, names.get(code)]).toEqual([code, areaList.county_list[code]]);
  expect(cities.filter(({ name }) => /直辖|^县$/.test(name))).toEqual([]);
  for (const code of ['419000', '429000', '469000', '659000']) expect(names.has(code)).toBe(false);
});

test('every code is one that the contract takes, once, and lies where it says', () => {
  expect(new Set(cities.map(({ code }) => code)).size).toBe(cities.length);
  for (const province of provinces)
    for (const city of province.cities) {
      expect(isRegionCode(city.code)).toBe(true);
      expect(placeOf(provinces, city.code)).toEqual({ province, city });
      expect(settle(provinces, city.code)).toBe(city.code);
    }
});

test('a province stands for its only city, else it waits for one', () => {
  for (const { code, cities: own } of provinces) {
    const expected = own.length === 1 ? own[0]?.code : code;
    expect(settle(provinces, code)).toBe(expected);
    expect(settle(provinces, `${code}0000`)).toBe(expected);
  }
  expect(provinces.filter((one) => one.cities.length === 1).map(({ name }) => name)).toEqual([
    '北京',
    '天津',
    '上海',
  ]);
});

test.each([
  ['440300', '广东 深圳市'],
  ['440305', '广东 深圳市'],
  ['110100', '北京市'],
  ['500200', '重庆 各县（自治县）'],
  ['429004', '湖北 仙桃市'],
  ['652300', '新疆 昌吉回族自治州'],
  ['32', '江苏'],
  ['990000', '990000'],
])('%s is read %s', (code, name) => {
  expect(nameOf(provinces, code)).toBe(name);
});
