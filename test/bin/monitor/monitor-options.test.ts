/** Owns the check of how the arguments of `monitor` are read; must not run a check. */
import { describe, expect, it } from 'vitest';
import { readMonitorOptions } from '../../../bin/monitor/monitor-options.ts';
import { goKey } from '../../worker/ledger/go-note.ts';

const log = 'https://forms.example.cn/log/huikai';

describe('the arguments of monitor', () => {
  it('have defaults', () => {
    expect(readMonitorOptions([log], {})).toEqual({
      log,
      statePath: 'jinjian-monitor-forms.example.cn-log-huikai.json',
      key: null,
      everyMs: null,
      isFull: false,
      language: 'en',
    });
  });
  it('are all read', () => {
    const args = [
      `${log}/`,
      '--key',
      goKey,
      '--state',
      's.json',
      '--every',
      '30',
      '--full',
      '--lang',
      'zh-CN',
    ];
    expect(readMonitorOptions(args, { LANG: 'en_US' })).toMatchObject({
      log,
      statePath: 's.json',
      key: { name: 'PeterNeumann' },
      everyMs: 30_000,
      isFull: true,
      language: 'zh-CN',
    });
  });
  it.each<[Record<string, string>, string]>([
    [{ LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
    [{ LANG: 'zh_TW.UTF-8' }, 'zh-CN'],
    [{ LANG: 'C' }, 'en'],
    [{ LANG: 'zh_CN', LC_ALL: 'en_US' }, 'en'],
  ])('take the language of %j', (env, language) => {
    expect(readMonitorOptions([log], env)).toMatchObject({ language });
  });
  it.each([
    ['no url', []],
    ['two urls', ['http://a.example/log/b', 'http://a.example/log/c']],
    ['no url that is one', ['forms.example.cn/log/huikai']],
    ['a url with a query', ['http://a.example/log/b?x=1']],
    ['a key that is none', ['http://a.example/log/b', '--key', 'nothing']],
    ['an unknown option', ['http://a.example/log/b', '--nothing']],
    ['no time', ['http://a.example/log/b', '--every', 'never']],
    ['both ways', ['http://a.example/log/b', '--once', '--every', '5']],
    ['another language', ['http://a.example/log/b', '--lang', 'fr']],
  ])('are refused: %s', (_name, args) => {
    expect(readMonitorOptions(args, {})).toHaveProperty('error');
  });
});
