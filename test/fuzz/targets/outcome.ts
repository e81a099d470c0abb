/** Owns reports of what became of a lead, signed ones and those in a CRM's own words; without HTTP or a store. */
import { outcomeTypes } from '../../../contract/outcome.ts';
import { type Refusal, refuse } from '../../../contract/problem.ts';
import { readShape } from '../../../worker/intake/read-shape.ts';
import {
  judgeOutcome,
  outcomeAtMs,
  outcomeSchema,
  reportSchema,
} from '../../../worker/outcomes/outcome-schema.ts';
import { type IdentifiedReport, readReport } from '../../../worker/outcomes/read-report.ts';
import { defaultFields, stagesOf, zoneOf } from '../../../worker/outcomes/stage-words.ts';
import { standingOf } from '../../../worker/outcomes/standing.ts';
import { submissionLimit } from '../../../worker/router/read-body.ts';
import { refused } from '../answers.ts';
import type { Bytes } from '../mutate-bytes.ts';
import { nowMs } from '../published.ts';
import { isRecord, type Outcome, promise, type Target, textOf } from '../target.ts';

const createdAtMs = nowMs - 86_400_000;
const nested = { ...defaultFields, lead: 'data.lead', stage: 'data.stage', amount: 'data.0.amount' };

/** JSON, or the fields of a form, as the server tells them apart by the content type. */
function messageOf(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function signedReport(message: unknown): IdentifiedReport | Refusal {
  const read = readShape(reportSchema, isRecord(message) ? message.data : undefined);
  if (read.success) return { ...read.data, id: read.data.id ?? 'msg_1' };
  const errors = read.error.issues.map(({ path }) => ({
    path: path.map(String).join('.'),
    code: 'invalid_shape',
  }));
  return refuse('invalid_request', errors);
}

/** What is recorded of it: its own id, a time, and where the lead stands then. */
function recorded(report: IdentifiedReport): Outcome {
  const errors = judgeOutcome(report, createdAtMs, nowMs);
  if (errors.length > 0) return refused(refuse('invalid_request', errors));
  const { lead: _, ...draft } = report;
  const again = {
    ...draft,
    ...(draft.at === undefined ? {} : { at: new Date(draft.at.atMs).toISOString() }),
  };
  promise(readShape(outcomeSchema, again).success, 'a report is none that a key could make');
  const { type, amount } = report;
  const at = new Date(outcomeAtMs(report, createdAtMs) ?? nowMs).toISOString();
  const told = { type, at, ...(amount === undefined ? {} : { amount }) };
  const standing = standingOf([told, { type: 'contacted', at: new Date(nowMs).toISOString() }]);
  promise(standing !== null && outcomeTypes.includes(standing.type), 'a lead stands nowhere');
  return { tag: `recorded ${type}`, isRefused: false, output: JSON.stringify([draft, standing]) };
}

function run(input: Bytes): Outcome {
  const text = textOf(input);
  const message = text === null ? null : messageOf(text);
  if (typeof message !== 'object' || message === null) return refused(refuse('bad_json'));
  const reports = [
    signedReport(message),
    readReport(message, defaultFields, stagesOf('hubspot', {}), zoneOf('hubspot')),
    readReport(message, nested, stagesOf('zoho', { 孵化: null }), 'utc'),
  ];
  const outcomes: Outcome[] = [];
  for (const report of reports) {
    if (report === 'ignored') outcomes.push({ tag: 'ignored', isRefused: false, output: '' });
    else if (Array.isArray(report)) outcomes.push(refused(refuse('invalid_request', report)));
    else if ('refused' in report) outcomes.push(refused(report));
    else outcomes.push(recorded(report));
  }
  return {
    tag: outcomes.map(({ tag }) => tag).join(' / '),
    isRefused: outcomes.every(({ isRefused }) => isRefused),
    output: outcomes.map(({ output }) => output).join(),
  };
}

export function open(): Target {
  return {
    name: 'outcome',
    format: 'json',
    words: [
      'lead',
      'stage',
      'type',
      'data',
      '0',
      'amount',
      'reason',
      'at',
      'id',
      '500,000.00',
      '2026/11/27 12:00',
      '1732665600000',
    ],
    mostBytes: submissionLimit,
    mostOutput: () => 32 * 1024,
    repeatsNothing: true,
    run,
  };
}
