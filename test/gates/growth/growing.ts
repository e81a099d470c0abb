/** Owns what each parser of outside input is given to grow on: the inputs that were worst for it; must not measure. */

import { verdictText } from '../../../bin/verify/verdict-text.ts';
import { canonicalJson } from '../../../contract/canonical-json.ts';
import { judgeValues } from '../../../contract/judge-values.ts';
import { lintText } from '../../../contract/lint/lint-text.ts';
import { holdsSensitiveNumber } from '../../../contract/sensitive-number.ts';
import { atOnce } from '../../../contract/steps.ts';
import { partName } from '../../../worker/delivery/person-name.ts';
import { scrubAnswer } from '../../../worker/delivery/scrub-answer.ts';
import { parseTemplate } from '../../../worker/delivery/template.ts';
import { fromBase64 } from '../../../worker/encoding/bytes.ts';
import { csvLine } from '../../../worker/encoding/csv.ts';
import { readPng } from '../../../worker/encoding/read-png.ts';
import { parseNote } from '../../../worker/ledger/signed-note.ts';
import { parseBundle } from '../../../worker/ledger/tile.ts';
import { parseProof } from '../../../worker/ledger/tlog-proof.ts';
import { verifyEvidence } from '../../../worker/ledger/verify-evidence.ts';
import { checkFormWords } from '../../../worker/publishing/check-form.ts';
import { checkNoticeWords } from '../../../worker/publishing/check-notice.ts';
import { holds, isCondition } from '../../../worker/routing/condition.ts';
import { readTrace } from '../../../worker/routing/trace.ts';
import { evidenceOf, formOf, noticeOf, pictureOf, traceOf } from './grown-inputs.ts';

export interface Growing {
  what: string;
  /** The smaller size; the other is twice that, and no larger than what is taken. */
  size: number;
  /** The input is made first, so that making it is not measured. */
  open(size: number): () => unknown;
}

const text = (unit: string) => (size: number) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);

function ofText(
  what: string,
  units: readonly string[],
  size: number,
  read: (text: string) => unknown,
): Growing[] {
  return units.map((unit) => ({
    what: `${what}: ${JSON.stringify(unit.slice(0, 12))}`,
    size,
    open: (many) => {
      const whole = text(unit)(many);
      return () => read(whole);
    },
  }));
}

/** Marks that the runtime sorts, one by one, as far back as they go. */
const marks = '\u0315\u0323';
const copy = [
  '不可撤销',
  '等合作机构',
  '不会等合作机构',
  '秒批',
  '一',
  '比',
  '凭身份证即可',
  '利率综合',
  '不，',
  marks,
];

export const growing: readonly Growing[] = [
  {
    what: 'a picture of empty chunks',
    size: 2000,
    open: (size) => opened(pictureOf(size), (file) => readPng(file, 100)),
  },
  ...ofText('base64', ['=', 'A=', '+/'], 100_000, fromBase64),
  ...ofText('copy', copy, 20_000, (whole) => lintText(whole)),
  ...ofText('a notice in paragraphs', copy, 20_000, (whole) =>
    atOnce(checkNoticeWords(noticeOf(whole, 5000), () => undefined)),
  ),
  ...ofText('a notice in items', ['等合作机构', '甲'], 2000, (whole) =>
    atOnce(checkNoticeWords(noticeOf(whole, 10), () => undefined)),
  ),
  {
    what: 'a form of many options',
    size: 500,
    open: (size) => opened(formOf(size), (form) => atOnce(checkFormWords(form))),
  },
  ...ofText('a template', ['{{', '{{a.', '{{a|b', '{{a|b:"', '{{a}}'], 100_000, parseTemplate),
  ...ofText('a name', [' ', '·', 'a·', '张'], 20_000, partName),
  ...ofText('a value', ['1', '1 ', '62', marks], 4000, (whole) => [
    holdsSensitiveNumber(whole),
    judgeValues(
      { steps: [{ fields: [{ id: 'a', kind: 'text', label: 'a', purpose: 'a', maxLength: 9000 }] }] },
      { a: whole },
      '2026-11-30',
    ),
  ]),
  ...ofText('an answer', ['1', 'a@', '@', '%41', marks, 'a'], 30_000, (whole) =>
    scrubAnswer(whole, ['13800138000'], ['secret']),
  ),
  {
    what: 'an answer with many things to hide',
    size: 240,
    open: (size) => {
      const hidden = Array.from({ length: size }, (_, at) => `hidden ${at}`);
      return () => scrubAnswer(text('hidden 7 ')(4000), hidden, []);
    },
  },
  ...ofText('a signed note', ['\n', '— a AAAA\n', 'a\n\n'], 100_000, (whole) =>
    parseNote(`${whole}\n\n— a AAAAAAAA\n`),
  ),
  ...ofText('a proof', ['\n', 'AAAA\n', 'extra '], 100_000, (whole) =>
    parseProof(`c2sp.org/tlog-proof@v1\n${whole}\n\n`),
  ),
  {
    what: 'a bundle of empty entries',
    size: 50_000,
    open: (size) => {
      const bundle = new Uint8Array(size * 2);
      return () => parseBundle(bundle);
    },
  },
  {
    what: 'an evidence file of many decisions',
    size: 1000,
    open: (size) => {
      const content = evidenceOf(size);
      return async () => {
        const verdict = await verifyEvidence(content, { nowMs: Date.parse('2026-12-01T00:00:00.000Z') });
        return verdictText(verdict, 'en', null);
      };
    },
  },
  {
    what: 'a condition of many comparisons',
    size: 1000,
    open: (size) => {
      const any = Array.from({ length: Math.ceil(size / 50) }, () => ({
        any: Array.from({ length: 50 }, () => ({ field: 'level', op: 'in', value: [1, 2, 3] })),
      }));
      const condition = { all: [{ any: any.slice(0, 50) }] };
      return () => isCondition(condition) && holds(condition, { form: 'a', flags: [], answers: {} });
    },
  },
  { what: 'a trace of many places', size: 5000, open: (size) => opened(traceOf(size), readTrace) },
  ...ofText('a cell', ['"', '=', ',', '\n'], 100_000, (whole) => csvLine([whole])),
  {
    what: 'an object of many members',
    size: 5000,
    open: (size) => {
      const members = Object.fromEntries(Array.from({ length: size }, (_, at) => [`m${at}`, at]));
      return () => canonicalJson(members);
    },
  },
];

function opened<Input>(input: Input, read: (input: Input) => unknown): () => unknown {
  return () => read(input);
}
