/** Owns submissions: shape, grants, values and sealing against a published form, without HTTP or a store. */
import { chinaDateAt } from '../../../contract/fields/date.ts';
import { judgeGrants } from '../../../contract/judge-grants.ts';
import { judgePresentation } from '../../../contract/judge-presentation.ts';
import { judgeSensitive } from '../../../contract/judge-sensitive.ts';
import { judgeValues } from '../../../contract/judge-values.ts';
import { refuse } from '../../../contract/problem.ts';
import { readShape } from '../../../worker/intake/read-shape.ts';
import { sealSubmission } from '../../../worker/intake/seal-submission.ts';
import { submissionSchema } from '../../../worker/intake/submission-schema.ts';
import { submissionLimit } from '../../../worker/router/read-body.ts';
import { keysOf, masterKey } from '../../worker/sealing/sample-keys.ts';
import { refused, taken } from '../answers.ts';
import type { Bytes } from '../mutate-bytes.ts';
import { fieldIds, form, notices, nowMs } from '../published.ts';
import { isRecord, jsonOf, type Outcome, type Target } from '../target.ts';

export async function open(): Promise<Target> {
  const keys = await keysOf('fuzz', masterKey('k1', 1));
  const run = async (input: Bytes): Promise<Outcome> => {
    const body = jsonOf(input);
    if (!isRecord(body?.value)) return refused(refuse('bad_json'));
    const shape = readShape(submissionSchema, body.value);
    if (!shape.success) {
      const errors = shape.error.issues.map(({ path }) => ({
        path: path.map(String).join('.'),
        code: 'invalid_shape',
      }));
      return refused(refuse('invalid_values', errors));
    }
    const submission = shape.data;
    if (submission.form !== form.id) return refused(refuse('unknown_form'));
    const judged = judgeValues(form, submission.values, chinaDateAt(nowMs));
    const grants = judgeGrants(form.consents, submission.grants);
    if (grants !== null && grants.refused !== 'consent_missing') return refused(grants);
    if ('errors' in judged) return refused(refuse('invalid_values', judged.errors));
    const refusal =
      grants ??
      judgeSensitive(form, notices, judged.values, submission.grants) ??
      judgePresentation({ fontPx: 12, contrast: 4.5 }, submission.grants);
    if (refusal !== null) return refused(refusal);
    const sealed = await sealSubmission(form, submission, judged.values, {
      tenant: 'fuzz',
      controller: { legalName: '诚信助贷' },
      notices,
      keys,
      nowMs,
      random: (bytes) => new Uint8Array(bytes),
    });
    return taken(`taken ${Object.keys(judged.values).sort().join()}`, {
      answers: sealed.answers,
      leaves: sealed.leaves,
      touches: sealed.touches,
    });
  };
  return {
    name: 'submission',
    format: 'json',
    words: [...fieldIds, 'presentation', 'fontPx', 'touches', 'utm', 'page', 'challenge', 'trap'],
    mostBytes: submissionLimit,
    mostOutput: () => 128 * 1024,
    repeatsNothing: true,
    run,
  };
}
