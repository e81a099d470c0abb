/** Owns notices to be published: shape, duties, forbidden clauses, what the words tell, what changed; without a store. */
import type { PublishedNotice } from '../../../contract/notice.ts';
import { refuse } from '../../../contract/problem.ts';
import { atOnce } from '../../../contract/steps.ts';
import { readShape } from '../../../worker/intake/read-shape.ts';
import { checkNotice, checkNoticeWords } from '../../../worker/publishing/check-notice.ts';
import { diffNotices } from '../../../worker/publishing/notice-diff.ts';
import { noticeSchema } from '../../../worker/publishing/notice-schema.ts';
import { findingsOf, refused, taken } from '../answers.ts';
import type { Bytes } from '../mutate-bytes.ts';
import { noticeOf, recipientOf, recipients } from '../published.ts';
import { isRecord, jsonOf, type Outcome, promise, type Target } from '../target.ts';

function run(input: Bytes): Outcome {
  const body = jsonOf(input);
  if (!isRecord(body?.value)) return refused(refuse('bad_json'));
  const parsed = readShape(noticeSchema, body.value);
  if (!parsed.success) return refused(refuse('notice_rejected', findingsOf(parsed.error)));
  const draft = parsed.data;
  const words = atOnce(checkNoticeWords(draft, recipientOf));
  const findings = [...checkNotice(draft, recipientOf), ...words.findings];
  if (findings.length > 0) return refused(refuse('notice_rejected', findings));
  const { retention = '', refusal = '', withdrawal = '', contact = '', ...rest } = draft;
  const published: PublishedNotice = {
    ...rest,
    version: 2,
    digest: 'sha256:fuzz',
    parties: recipients.filter(({ id }) => draft.recipients?.includes(id)),
    purposes: draft.purposes ?? [],
    infoKinds: draft.infoKinds ?? [],
    retention,
    refusal,
    withdrawal,
    contact,
  };
  const before = noticeOf(draft.kind) ?? published;
  const diff = diffNotices(before, published);
  promise(!diffNotices(published, published).material, 'a notice differs from itself');
  return taken(`published ${draft.kind} ${diff.reasons.join()}`, words.untold);
}

export function open(): Target {
  return {
    name: 'notice',
    format: 'json',
    words: [
      'privacy',
      'provide',
      'credit_query',
      'bank-a',
      'heading',
      'paragraph',
      'list',
      'strong',
      'items',
    ],
    mostBytes: 512 * 1024,
    mostOutput: () => 256 * 1024,
    run,
  };
}
