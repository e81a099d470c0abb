/** Owns campaigns, contents and words to be linted: shape, terms and copy; without a store. */
import { textsOfCampaign } from '../../../contract/lint/linted-texts.ts';
import { type Finding, refuse } from '../../../contract/problem.ts';
import { atOnce } from '../../../contract/steps.ts';
import { readShape } from '../../../worker/intake/read-shape.ts';
import { campaignSchema, lintSchema } from '../../../worker/publishing/campaign-schema.ts';
import { checkCampaign } from '../../../worker/publishing/check-campaign.ts';
import { contentSchema, textsOfContent } from '../../../worker/publishing/content-schema.ts';
import { forbiddenCopy, lintOne } from '../../../worker/publishing/copy-findings.ts';
import { findingsOf, refused, taken } from '../answers.ts';
import type { Bytes } from '../mutate-bytes.ts';
import { publisher } from '../published.ts';
import { isRecord, jsonOf, type Outcome, promise, type Target } from '../target.ts';

/** A finding on copy quotes the very words: from where it says, or it points nowhere. */
function quotes(text: string, { at }: Finding): boolean {
  return at === undefined || (at >= 0 && at <= text.length);
}

function runLint(value: unknown): Outcome {
  const parsed = readShape(lintSchema, value);
  if (!parsed.success) return refused(refuse('invalid_request', findingsOf(parsed.error)));
  const { text = '', as = 'copy', region } = parsed.data;
  const found = atOnce(lintOne(text, as, region));
  promise(
    found.every((finding) => quotes(text, { ...finding, code: '' })),
    'a finding on copy points outside the text',
  );
  return taken(`linted ${[...new Set(found.map(({ level }) => level))].sort().join()}`, found.slice(0, 20));
}

function runContent(value: unknown): Outcome {
  const parsed = readShape(contentSchema, value);
  if (!parsed.success) return refused(refuse('invalid_request', findingsOf(parsed.error)));
  const findings = atOnce(forbiddenCopy(textsOfContent(parsed.data)));
  return findings.length > 0 ? refused(refuse('copy_rejected', findings)) : taken(parsed.data.kind, []);
}

function run(input: Bytes): Outcome {
  const body = jsonOf(input);
  if (!isRecord(body?.value)) return refused(refuse('bad_json'));
  if (Object.hasOwn(body.value, 'text')) return runLint(body.value);
  if (Object.hasOwn(body.value, 'kind')) return runContent(body.value);
  const parsed = readShape(campaignSchema, body.value);
  if (!parsed.success) return refused(refuse('copy_rejected', findingsOf(parsed.error)));
  const { findings, advice } = atOnce(checkCampaign(parsed.data, publisher));
  if (findings.length > 0) return refused(refuse('copy_rejected', findings));
  return taken('campaign', [advice.length, textsOfCampaign(parsed.data).length]);
}

export function open(): Target {
  return {
    name: 'campaign',
    format: 'json',
    words: [
      'text',
      'kind',
      'article',
      'video',
      'region',
      'bj',
      'as',
      'name',
      'notice',
      'proofs',
      '最低',
      '秒批',
      '包过',
    ],
    mostBytes: 512 * 1024,
    mostOutput: () => 256 * 1024,
    run,
  };
}
