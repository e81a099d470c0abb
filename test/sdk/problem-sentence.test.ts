/** What a problem is called: whose it is, when to try again, under which number; in each language. */
import { expect, test } from 'vitest';
import { problemSentence, waitWords } from '../../sdk/filling/problem-sentence.ts';
import { readRefused } from '../../sdk/send/submission-answer.ts';
import { later as en } from '../../sdk/words/later/en.ts';
import { later as zhCn } from '../../sdk/words/later/zh-cn.ts';
import { later as zhTw } from '../../sdk/words/later/zh-tw.ts';

test.each([
  [null, '过几分钟', 'in a few minutes'],
  [0, '过几分钟', 'in a few minutes'],
  [60, '过几分钟', 'in a few minutes'],
  [121, '3分钟后', 'in 3 minutes'],
  [3600, '60分钟后', 'in 60 minutes'],
  [5401, '2小时后', 'in 2 hours'],
  [43_200, '12小时后', 'in 12 hours'],
  [72_001, '明天', 'tomorrow'],
  [86_400, '明天', 'tomorrow'],
  [172_800, '2天后', 'in 2 days'],
  [604_800, '7天后', 'in 7 days'],
])('%s seconds are said as %s', (seconds, chinese, english) => {
  expect(waitWords(seconds, zhCn.wait)).toBe(chinese);
  expect(waitWords(seconds, en.wait)).toBe(english);
});

test.each([
  [null, '网络', '服务器'],
  [{ status: 500, body: null }, '服务器', '网络连接'],
  [{ status: 500, body: { code: 'internal', requestId: 'r-12345' } }, '（请求编号：r-12345）', '网络连接'],
  [{ status: 502, body: '<html>' }, '服务器', '网络连接'],
  [{ status: 503, body: { code: 'overloaded' } }, '服务器', '网络连接'],
  [{ status: 403, body: '<html>blocked</html>' }, '提交未成功', '网络'],
  [{ status: 418, body: {} }, '提交未成功', '服务器'],
])('%j is called what it is', (answer, named, unnamed) => {
  const refused = readRefused(answer === null ? null : { retryAfter: null, ...answer });
  const said = problemSentence(refused, zhCn);
  expect(said).toContain(named);
  expect(said).not.toContain(unnamed);
});

test('a request id that is none is not repeated', () => {
  const body = { code: 'internal', requestId: '<b>请拨打 400</b>' };
  const said = problemSentence(readRefused({ status: 500, body, retryAfter: null }), zhCn);
  expect(said).not.toContain('400');
});

test.each([zhCn, zhTw, en])('no brace is left in any language', (words) => {
  for (const code of [...Object.keys(words.problems), 'unheard_of'])
    for (const status of [0, 429, 500]) {
      const refused = { code, status, retryAfterSeconds: 86_400, requestId: 'r-12345' };
      expect(problemSentence(refused, words)).not.toMatch(/[{}]/);
    }
});
