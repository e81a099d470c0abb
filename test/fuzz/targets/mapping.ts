/** Owns mappings of a target's fields with any data behind them, saved or not: filling one never throws. */
import { refuse } from '../../../contract/problem.ts';
import { checkMapping, emptyPaths, type Mapping, renderMapping } from '../../../worker/delivery/mapping.ts';
import { refused, taken } from '../answers.ts';
import type { Bytes } from '../mutate-bytes.ts';
import { isRecord, jsonOf, memberOf, type Outcome, promise, type Target } from '../target.ts';

const mostUnits = 8000;

function isMapping(value: unknown): value is Mapping {
  return isRecord(value) && Object.values(value).every((one) => typeof one === 'string');
}

function run(input: Bytes): Outcome {
  const body = jsonOf(input);
  const [mapping, data] = ['mapping', 'data'].map((name) => memberOf(body?.value, name));
  if (!isMapping(mapping)) return refused(refuse('bad_json'));
  const rendered = renderMapping(mapping, data);
  promise(
    Object.values(rendered).every(({ length }) => length <= mostUnits),
    'a field is filled with more than 8,000 units',
  );
  promise(
    Object.keys(rendered).every((name) => Object.hasOwn(mapping, name)),
    'a field is filled that no template is for',
  );
  const findings = checkMapping(mapping, 'config.mapping');
  if (findings.length > 0) return refused(refuse('destination_rejected', findings));
  return taken(`filled ${Math.min(Object.keys(rendered).length, 3)}`, [rendered, emptyPaths(mapping, data)]);
}

export function open(): Target {
  return {
    name: 'mapping',
    format: 'json',
    words: [
      '{{lead.values.phone | mask_phone}}',
      '{{lead.values.assets | join:"/"}}',
      '{{lead.createdAt | date}}',
      '{{lead.values.amount | wan}}',
    ],
    mostBytes: 512 * 1024,
    mostOutput: () => 1024 * 1024,
    run,
  };
}
