/** Owns the check that every language words the same findings with the same params; must not judge style. */
import { describe, expect, it } from 'vitest';
import { en } from '../../contract/messages/en.ts';
import { zhCn } from '../../contract/messages/zh-cn.ts';
import { zhTw } from '../../contract/messages/zh-tw.ts';

const paramsOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
/** Signs of Simplified Chinese that Traditional Chinese writes otherwise. */
const simplified = /[请输证码号写选项实时间类业务应邮无识别领满岁须仅发后单获从规网电话数确验个执统会统额为]/;

describe.each([
  ['zh-TW', zhTw],
  ['en', en],
] as const)('%s', (_locale, table) => {
  it('has the keys of zh-CN, in their order', () => {
    expect(Object.keys(table)).toEqual(Object.keys(zhCn));
  });
  it('fills no param that zh-CN does not have', () => {
    for (const [code, text] of Object.entries(table)) {
      for (const param of paramsOf(text)) {
        expect(paramsOf(zhCn[code] ?? ''), `${code} has no {${param}}`).toContain(param);
      }
    }
  });
  it('says something for each', () => {
    expect(Object.values(table).filter((text) => text.trim() === '')).toEqual([]);
  });
});

it('zh-TW is not zh-CN', () => {
  expect(Object.values(zhTw).filter((text) => simplified.test(text))).toEqual([]);
});
