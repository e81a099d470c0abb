/** Owns forms to be published, and what applicants may answer to those that are: conditions, values; without a store. */
import { type Field, type FieldValue, fieldsOf } from '../../../contract/form.ts';
import { judgeValues } from '../../../contract/judge-values.ts';
import { refuse } from '../../../contract/problem.ts';
import { shownFields } from '../../../contract/show-if.ts';
import { atOnce } from '../../../contract/steps.ts';
import { readShape } from '../../../worker/intake/read-shape.ts';
import { checkForm, checkFormWords } from '../../../worker/publishing/check-form.ts';
import { formSchema } from '../../../worker/publishing/form-schema.ts';
import { findingsOf, refused, taken } from '../answers.ts';
import type { Bytes } from '../mutate-bytes.ts';
import { noticeOf, publisher } from '../published.ts';
import { isRecord, jsonOf, type Outcome, promise, type Target } from '../target.ts';

/** An answer that a field can have: of the condition that hangs on it, if there is one. */
function answerTo(field: Field, fields: readonly Field[]): FieldValue | undefined {
  const hanging = fields.find(({ showIf }) => showIf?.field === field.id)?.showIf?.value;
  if (hanging !== undefined) return Array.isArray(hanging) ? hanging[0] : hanging;
  return 'options' in field ? String(field.options[0]) : '1';
}

function run(input: Bytes): Outcome {
  const body = jsonOf(input);
  if (!isRecord(body?.value)) return refused(refuse('bad_json'));
  const { '#values': values, ...draft } = body.value;
  const parsed = readShape(formSchema, draft);
  if (!parsed.success) return refused(refuse('form_rejected', findingsOf(parsed.error)));
  const form = parsed.data;
  const findings = checkForm(form, noticeOf, atOnce(checkFormWords(form)), true, publisher);
  if (findings.length > 0) return refused(refuse('form_rejected', findings));
  const fields = fieldsOf(form);
  const shown = shownFields(form, (field) => answerTo(field, fields));
  promise(
    shown.every(({ showIf }) => showIf === undefined || fields.some(({ id }) => id === showIf.field)),
    'a field is shown by a condition on none',
  );
  const judged = judgeValues(form, isRecord(values) ? values : {}, '2026-11-27');
  return taken(`published ${'errors' in judged ? 'errors' : 'values'}`, {
    shown: shown.length,
    judged: 'errors' in judged ? judged.errors : Object.keys(judged.values),
  });
}

export function open(): Target {
  return {
    name: 'form',
    format: 'json',
    words: [
      '#values',
      'showIf',
      'steps',
      'fields',
      'options',
      'step',
      'verify',
      'hidden',
      'dedupeDays',
      'in',
      'ne',
      'lt',
    ],
    mostBytes: 512 * 1024,
    mostOutput: () => 256 * 1024,
    run,
  };
}
