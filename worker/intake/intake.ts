/** Owns the judgement of a submission, from its body to the tenant's transaction; must not know HTTP answers. */
import { ageFlags } from '../../contract/age.ts';
import type { LeadFlag } from '../../contract/event.ts';
import { chinaDateAt } from '../../contract/fields/date.ts';
import { isUscc } from '../../contract/fields/uscc.ts';
import { fieldsOf, type PublishedForm, type Values } from '../../contract/form.ts';
import { judgeChannels } from '../../contract/judge-channels.ts';
import { judgeGrants } from '../../contract/judge-grants.ts';
import { judgePresentation } from '../../contract/judge-presentation.ts';
import { freedFields, judgeSensitive, withheldFields } from '../../contract/judge-sensitive.ts';
import { judgeValues } from '../../contract/judge-values.ts';
import { isRefusal, type Refusal, refuse } from '../../contract/problem.ts';
import type { FormBundle } from '../../contract/submission.ts';
import type { AcceptedLead, SealedSubmission } from '../tenant/accept.ts';
import { type Arrival, turnAway } from './arrival.ts';
import { type SolvedChallenge, solvedChallenge } from './challenge.ts';
import { needsCostSheet, shownCostSheet } from './cost-sheet.ts';
import { publishedForm } from './published-forms.ts';
import { readShape } from './read-shape.ts';
import { sealSubmission } from './seal-submission.ts';
import { type SubmissionShape, submissionSchema } from './submission-schema.ts';
import { tenantChallengeKeys, tenantKeys } from './tenants.ts';

/**
 * Challenge, then shape, then form, then grants and values against the published version, then the transaction. The
 * first stage that refuses ends it, and nothing is stored.
 */
export async function takeIn(
  arrival: Arrival,
  body: Record<string, unknown>,
): Promise<AcceptedLead | Refusal> {
  const sealed = await judge(arrival, body);
  if (isRefusal(sealed)) return turnAway(arrival, sealed);
  const outcome: AcceptedLead | Refusal = await arrival.stub.accept(sealed);
  return outcome;
}

async function judge(arrival: Arrival, body: Record<string, unknown>): Promise<SealedSubmission | Refusal> {
  const { env, gate, nowMs, stub, tenant } = arrival;
  const isAsked = gate.challenge === 'on';
  const challenge = isAsked
    ? await solvedChallenge(await tenantChallengeKeys(env, tenant), body.challenge)
    : null;
  if (isAsked && challenge === null) return refuse('challenge_failed');
  // A phone that was offline since it solved may have been heard: only the object knows.
  const expired = challenge !== null && challenge.expiresAtMs < nowMs ? refuse('challenge_failed') : null;
  const shape = readShape(submissionSchema, body);
  if (!shape.success) {
    return refuse(
      'invalid_values',
      shape.error.issues.map((issue) => ({ path: pathText(issue.path), code: 'invalid_shape' })),
    );
  }
  const submission = shape.data;
  const bundle = await publishedForm(stub, tenant, submission.form, submission.formVersion);
  if (bundle === null) {
    const isKnown = (await stub.forms.latestVersion(submission.form)) !== null;
    return refuse(isKnown ? 'consent_outdated' : 'unknown_form');
  }
  const judged = judgeAgainst(bundle, submission, nowMs);
  if (isRefusal(judged)) return judged;
  const sealed = await sealSubmission(bundle.form, submission, judged.values, {
    tenant,
    controller: gate.controller,
    notices: bundle.notices,
    keys: await tenantKeys(env, tenant),
    nowMs,
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
  });
  return {
    ...sealed,
    flags: [
      ...flagsOf(submission, challenge, gate.limits.minFillSeconds, nowMs),
      ...answerFlags(bundle.form, judged),
      ...ageFlags(bundle.form, judged.values, submission.declarations, chinaDateAt(nowMs)),
      ...(needsCostSheet(bundle.form) && shownCostSheet(bundle.form, submission) === undefined
        ? (['cost_sheet_not_shown'] as const)
        : []),
    ],
    challenge,
    address: arrival.address,
    network: arrival.network,
    // Shown worse at a second try, say after a reload, it may still have been accepted at the first.
    unlessKnown: expired ?? judgePresentation(gate.presentation, submission.grants),
  };
}

/** Grants and values against the published version: the values as they are stored, or the refusal. */
function judgeAgainst(
  { form, notices }: FormBundle,
  submission: SubmissionShape,
  nowMs: number,
): { values: Values; withheld: ReadonlySet<string> } | Refusal {
  const grants = judgeGrants(form.consents, submission.grants);
  if (grants !== null && grants.refused !== 'consent_missing') return grants;
  const channels = judgeChannels(notices, submission.grants);
  if (channels !== null) return channels;
  const withheld = withheldFields(form, notices, submission.grants);
  const freed = freedFields(form, notices, submission.grants);
  const judged = judgeValues(form, submission.values, chinaDateAt(nowMs), freed);
  if ('errors' in judged) return refuse('invalid_values', judged.errors);
  const refusal = grants ?? judgeSensitive(form, notices, judged.values, submission.grants, withheld);
  return refusal ?? { values: judged.values, withheld };
}

/**
 * Signs that the answers give: what the form requires is not required without the consent that it needs, and whoever
 * reads the lead is told why it is missing.
 */
function answerFlags(
  form: PublishedForm,
  { values, withheld }: { values: Values; withheld: ReadonlySet<string> },
): LeadFlag[] {
  const fields = fieldsOf(form);
  const isMissing = fields.some(({ id, required }) => required && withheld.has(id));
  const isDoubtful = fields.some(({ id, kind }) => {
    const value = kind === 'uscc' ? values[id] : undefined;
    return typeof value === 'string' && !isUscc(value);
  });
  return [
    ...(isMissing ? (['sensitive_refused'] as const) : []),
    ...(isDoubtful ? (['uscc_unverified'] as const) : []),
  ];
}

/** Signs for the people who call, never a reason to refuse: autofill fills traps too. */
function flagsOf(
  submission: SubmissionShape,
  challenge: SolvedChallenge | null,
  minFillSeconds: number,
  nowMs: number,
): LeadFlag[] {
  const flags: LeadFlag[] = [];
  if (challenge !== null) {
    if (submission.trap !== undefined && submission.trap !== '') flags.push('trap_filled');
    if (nowMs - challenge.issuedAtMs < minFillSeconds * 1000) flags.push('fast_fill');
  }
  const isUntrusted = submission.grants.some(
    ({ decision, presentation }) => decision === 'granted' && presentation?.trusted === false,
  );
  if (isUntrusted) flags.push('untrusted_consent');
  return flags;
}

/** A path of our own schema's names. A name that is not ours came from the sender and is not repeated. */
function pathText(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}
