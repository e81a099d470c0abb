/** Owns templates as tenants write them: reading one, and filling it from a lead's data. */
import { refuse } from '../../../contract/problem.ts';
import { checkMapping, renderMapping } from '../../../worker/delivery/mapping.ts';
import { isFault, parseTemplate } from '../../../worker/delivery/template.ts';
import { sampleData } from '../../worker/delivery/sample-lead.ts';
import { refused, taken } from '../answers.ts';
import type { Bytes } from '../mutate-bytes.ts';
import { type Outcome, promise, type Target, textOf } from '../target.ts';

function run(input: Bytes): Outcome {
  const template = textOf(input);
  if (template === null) return refused(refuse('bad_json'));
  const parsed = parseTemplate(template);
  const text = renderMapping({ field: template }, sampleData).field ?? '';
  promise(text.length <= 8000, 'a field is filled with more than 8,000 units');
  const findings = checkMapping({ field: template }, 'config.mapping');
  promise(!isFault(parsed) || findings.length > 0, 'a template that can not be read is found good');
  if (findings.length > 0) return refused(refuse('destination_rejected', findings));
  return taken(`filled ${text === '' ? 'with nothing' : ''}`, text);
}

export function open(): Target {
  return {
    name: 'template',
    format: 'text',
    words: [
      '{{',
      '}}',
      ' | ',
      ':"',
      '"',
      'lead.values.name',
      'lead.values.assets',
      'attribution.chain.0.code',
      'default',
      'join',
      'first:3',
      'mask',
      'mask_phone',
      'surname',
      'given_name',
      'wan',
      'date',
      'upper',
      '__proto__',
      'constructor',
    ],
    mostBytes: 64 * 1024,
    mostOutput: () => 128 * 1024,
    run,
  };
}
