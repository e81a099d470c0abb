/** The form script holds the words of the form's language and of no other; each language is a file of its own. */
import { expect, test } from 'vitest';
import type { Locale } from '../../contract/form.ts';
import type { FormBundle } from '../../contract/submission.ts';
import { formScript, partScript, sdkScript } from '../../worker/router/form-script.ts';

const chinese = /[\u3400-\u9fff]/;
const simplified = '请选择';
const traditional = '請選擇';
const english = 'Please choose';

function scriptIn(locale: Locale): string {
  const form = { id: 'x', version: 1, digest: 'd', title: 'x', locale, steps: [], consents: [] };
  const bundle: FormBundle = { form, version: 1, digest: 'd', notices: [] };
  return formScript('acme', bundle);
}

test('an English form brings no Chinese word', () => {
  const script = scriptIn('en');
  expect(script).toContain(english);
  expect(chinese.exec(script)?.[0]).toBeUndefined();
  expect(script.match(/Jinjian\.words\(/g)).toHaveLength(1);
});

test.for([
  ['zh-CN', simplified, [traditional, english]],
  ['zh-TW', traditional, [simplified, english]],
] as const)('a form in %s brings its own words and no others', ([locale, own, others]) => {
  const script = scriptIn(locale);
  expect(script).toContain(own);
  for (const other of others) expect(script).not.toContain(other);
});

test('each language’s later words are a part of their own', () => {
  expect(partScript('en')).toContain('Application received');
  expect(chinese.test(partScript('en') ?? '')).toBe(false);
  expect(partScript('zh-TW')).toContain('申請已送出');
  expect(partScript('zh-CN')).toContain('申请已提交');
  for (const text of ['Application received', '申請已送出', '申请已提交']) {
    expect(partScript('filling')).not.toContain(text);
    expect(sdkScript).not.toContain(text);
  }
});
