/** Owns the behaviour of field mappings: what templates say, and which are refused; must not know any target. */
import { expect, test } from 'vitest';
import { checkMapping, emptyPaths, renderMapping, templateData } from '../../../worker/delivery/mapping.ts';
import { sampleData } from './sample-lead.ts';

const render = (template: string, data: unknown = sampleData) =>
  renderMapping({ field: template }, data).field;

test.for([
  ['{{lead.values.name}}', '欧阳锋'],
  ['{{ lead.values.name }}', '欧阳锋'],
  ['客户：{{lead.values.name}}，{{lead.values.phone}}', '客户：欧阳锋，13800138000'],
  ['{{lead.seq}}', '7'],
  ['{{lead.values.assets}}', '房、车'],
  ['{{lead.values.assets.1}}', '车'],
  ['{{lead.values.assets | join:"; "}}', '房; 车'],
  ['{{lead.flags}}', 'fast_fill、duplicate'],
  ['{{lead.flags | flag_words}}', '填写快得不像真人，请电话核实、同一手机号此前提交过'],
  ['{{lead.values.name | flag_words}}', '欧阳锋'],
  ['{{tenant}}/{{attribution.chain.0.promoter}}', 'demo/pr_1'],
  ['{{consents.0.notice}} v{{consents.0.version}} #{{consents.0.entry.index}}', 'privacy v2 #4'],
  ['{{attribution.utm.source | upper}}', 'WECHAT'],
  ['{{lead.values.company | default:"个人"}}', '个人'],
  ['{{lead.values.name | default:"个人"}}', '欧阳锋'],
  ['{{lead.values.name | mask_name}}', '欧**'],
  ['{{lead.values.phone | mask_phone}}', '138****8000'],
  ['{{lead.values.email | mask}}', 'ouy***********.com'],
  ['{{lead.values.name | mask}}', '欧**'],
  ['{{lead.values.name | surname}}/{{lead.values.name | given_name}}', '欧阳/锋'],
  ['{{lead.values.amount | wan}}', '12万'],
  ['{{lead.seq | wan}}', '7'],
  ['{{lead.values.name | wan}}', '欧阳锋'],
  // Half past one at night in China is the next day there.
  ['{{lead.createdAt | date}}', '2026-11-27'],
  ['{{lead.values.name | date}}', '欧阳锋'],
  // 急用, a space, and two whole rockets: no half of a pair.
  ['{{lead.values.note | first:5}}', '急用 🚀🚀'],
  ['{{lead.values.nothing | default:"a" | upper}}', 'A'],
  ['plain } text }} {', 'plain } text }} {'],
] as const)('%s says %s', ([template, text]) => {
  expect(checkMapping({ field: template }, 'm')).toEqual([]);
  expect(render(template)).toBe(text);
});

test('a field that comes out empty is left out, and its paths are told', () => {
  const mapping = {
    a: '{{lead.values.company}}',
    b: ' {{lead.values.none}} ',
    c: '{{lead.values.name}} {{attribution.campaign}}',
  };
  expect(renderMapping(mapping, sampleData)).toEqual({ c: '欧阳锋' });
  expect(emptyPaths(mapping, sampleData)).toEqual([
    'lead.values.company',
    'lead.values.none',
    'attribution.campaign',
  ]);
});

test('no template shows an object, what is inherited, or the length of a list', () => {
  for (const path of [
    'lead',
    'consents',
    'attribution.chain',
    'lead.values',
    'consents.length',
    'lead.values.toString',
  ]) {
    expect(render(`{{${path}}}`), path).toBeUndefined();
  }
  for (const name of ['__proto__', 'constructor', 'prototype']) {
    const own = JSON.parse(`{"lead": {"${name}": "own"}}`);
    expect(render(`{{lead.${name}}}`, own)).toBeUndefined();
    expect(render(`{{lead.${name}.name}}`)).toBeUndefined();
  }
});

test('what happened is a word', () => {
  const mapping = { field: '{{event}}' };
  expect(checkMapping(mapping, 'm')).toEqual([]);
  expect(renderMapping(mapping, templateData({ type: 'lead.created', timestamp: '', data: {} })).field).toBe(
    '新线索',
  );
  expect(
    renderMapping(mapping, templateData({ type: 'lead.corrected', timestamp: '', data: null })).field,
  ).toBe('更正');
});

test('what is inherited as text is not shown either', () => {
  const values = Object.create({ name: 'inherited' });
  expect(render('{{lead.values.name}}', { lead: { values } })).toBeUndefined();
});

test('a field may have any name, and becomes an own one', () => {
  const rendered = renderMapping(JSON.parse('{"__proto__": "{{lead.values.name}}"}'), sampleData);
  expect(Object.entries(rendered)).toEqual([['__proto__', '欧阳锋']]);
  expect(Object.getPrototypeOf(rendered)).toBe(Object.prototype);
});

test.for([
  ['{{lead.values.name', 'template_syntax', 19],
  ['ab {{}}', 'template_syntax', 4],
  ['{{lead..name}}', 'template_syntax', 7],
  ['{{lead.values.name | }}', 'template_syntax', 20],
  ['{{lead.values.name | default:"a}}', 'template_syntax', 29],
  ['{{lead.values["name"]}}', 'template_syntax', 14],
  ['{{1 + 1}}', 'template_syntax', 1],
  ['{{lead.values.name | shout}}', 'unknown_filter', 1],
  ['{{lead.values.name | constructor}}', 'unknown_filter', 1],
  ['{{lead.values.name | default}}', 'filter_argument', 1],
  ['{{lead.values.name | first:"2"}}', 'filter_argument', 1],
  ['{{lead.values.name | mask:3}}', 'filter_argument', 1],
  ['x{{lead.value.name}}', 'impossible_path', 2],
  ['{{lead.values.__proto__}}', 'impossible_path', 1],
  ['{{lead.values.constructor}}', 'impossible_path', 1],
  ['{{lead.values.prototype}}', 'impossible_path', 1],
  ['{{__proto__.polluted}}', 'impossible_path', 1],
  ['{{lead.values}}', 'impossible_path', 1],
  ['{{consents}}', 'impossible_path', 1],
  ['{{consents.length}}', 'impossible_path', 1],
  ['{{consents.0.entry}}', 'impossible_path', 1],
  ['{{lead.id.length}}', 'impossible_path', 1],
  ['{{lead.values.name.first.x}}', 'impossible_path', 1],
] as const)('%s is refused: %s at %i', ([template, code, at]) => {
  const [finding] = checkMapping({ a: template }, 'config.mapping');
  expect(finding).toMatchObject({ path: 'config.mapping.a', code, params: { at } });
});

test('mappings have bounds', () => {
  const many = Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`f${at}`, 'a']));
  expect(checkMapping(many, 'm')).toEqual([{ path: 'm', code: 'too_many_fields', params: { max: 50 } }]);
  expect(checkMapping({ a: 'x'.repeat(501) }, 'm')[0]?.code).toBe('template_too_long');
  for (const sign of ['\0', '\u202e', '\ud800']) {
    expect(checkMapping({ a: `${sign}{{lead.id}}` }, 'm')).toEqual([
      { path: 'm.a', code: 'template_characters' },
    ]);
  }
  expect(checkMapping({ a: '姓名：{{lead.values.name}}\n编号：{{lead.id}}' }, 'm')).toEqual([]);
  expect(checkMapping({ a: 'x'.repeat(500) }, 'm')).toEqual([]);
  for (const name of ['', ' a', 'a\nb', 'a\u202eb', 'x'.repeat(101)]) {
    expect(checkMapping({ [name]: 'a' }, 'm')[0]?.code, name).toBe('field_name');
  }
  expect(
    checkMapping({ '0-2/name': 'a', Last_Name: 'b', 姓名: 'c', '金额（元）': 'c', field_A1b2__c: 'd' }, 'm'),
  ).toEqual([]);
});

test('an output is cut to 4000 whole characters', () => {
  const long = {
    lead: { values: { a: '🚀'.repeat(5000), b: Array.from({ length: 5000 }, () => 'x'.repeat(5000)) } },
  };
  expect(render('{{lead.values.a}}', long)).toBe('🚀'.repeat(4000));
  expect(render('{{lead.values.b}}', long)).toHaveLength(4000);
  expect(render('{{lead.values.a}}'.repeat(25), long)).toBe('🚀'.repeat(4000));
});
