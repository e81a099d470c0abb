/** Owns how large the script of the share card inside WeChat may be, and what it may load; must not run it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { repository } from './source-file.ts';

/** A partner's page loads it in every browser, to find out that it is not inside WeChat. */
const budget = 1500;
const script = readFileSync(join(repository, 'dist/sdk/jinjian-wechat.js'), 'utf8');

test('the script of the share card keeps to its budget', () => {
  const bytes = brotliCompressSync(script).length;
  process.stdout.write(`wechat script: ${bytes} B brotli, ${budget} B allowed\n`);
  expect(bytes).toBeLessThanOrEqual(budget);
});

test('WeChat’s own script is the one foreign address in it, and the form script has none of it', () => {
  expect(script.match(/https?:\/\/[\w.-]+/g)).toEqual(['https://res.wx.qq.com']);
  expect(readFileSync(join(repository, 'dist/sdk/jinjian.js'), 'utf8')).not.toContain('res.wx.qq.com');
});
