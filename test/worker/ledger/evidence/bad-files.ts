/** Owns the evidence files of the vectors that must be rejected, each with what is wrong; must not verify them. */
import { canonicalJson } from '../../../../contract/canonical-json.ts';
import { badNamed } from './bad-named-files.ts';
import { keys, rollover } from './fixed-log.ts';
import { good } from './good-files.ts';
import {
  type BadFile,
  changed,
  decisionAt,
  flipped,
  noticeAt,
  recommit,
  recordAt,
  redigested,
  relogged,
  replaced,
} from './tamper.ts';

/** Privacy (2), provide (3), withdrawal (5) in a log of 8. */
const base = good.withdrawn ?? bail();
const rolledOver = good['rolled-over'] ?? bail();
const rolledTwice = good['rolled-over-twice'] ?? bail();

function bail(): never {
  throw new Error('the good files have changed');
}

const everyRoot = ['inclusion/root decisions.0', 'inclusion/root decisions.1', 'inclusion/root decisions.2'];

/** By name; the name says what was tampered with. */
export const bad: Record<string, BadFile> = {
  text: changed(
    base,
    (file) => {
      noticeAt(file, 1).retention = '永久';
    },
    ['notices/notice_digest notices.1'],
  ),
  'text-block': changed(
    base,
    (file) => {
      const [, block] = noticeAt(file, 0).blocks;
      if (block?.type === 'paragraph') block.text += '及其他用途';
    },
    ['notices/notice_digest notices.0'],
  ),
  'text-with-new-digest': changed(
    base,
    (file) => {
      const notice = noticeAt(file, 1);
      notice.retention = '永久';
      notice.digest = redigested(notice);
    },
    ['leaves/notice decisions.1.leaf', 'leaves/notice decisions.2.leaf'],
  ),
  'text-missing': changed(
    base,
    (file) => {
      file.notices.shift();
    },
    ['notices/notice_missing decisions.0.leaf', 'leaves/notice decisions.0.leaf'],
  ),
  'text-twice': changed(
    base,
    (file) => {
      file.notices.push(noticeAt(file, 0));
    },
    ['notices/notice_twice notices.2'],
  ),
  'text-of-record': changed(
    base,
    (file) => {
      const record = recordAt(file, 0);
      record.notice = { ...record.notice, digest: noticeAt(file, 1).digest };
      const decision = decisionAt(file, 0);
      const { notice } = JSON.parse(decision.leaf);
      recommit(decision);
      // The log says one text, the record that it commits to another.
      decision.leaf = canonicalJson({ ...JSON.parse(decision.leaf), notice });
      relogged(file);
    },
    ['leaves/notice decisions.0.record.notice'],
  ),
  recipient: changed(
    base,
    (file) => {
      const [party] = noticeAt(file, 1).parties ?? [];
      if (party !== undefined) party.legalName = '另一家银行股份有限公司';
    },
    ['notices/notice_digest notices.1'],
  ),
  form: changed(
    base,
    (file) => {
      file.form.title = '个人消费贷款申请';
    },
    ['form/form_digest form'],
  ),
  'form-with-new-digest': changed(
    base,
    (file) => {
      file.form.title = '个人消费贷款申请';
      file.form.digest = redigested(file.form);
    },
    [0, 1, 2].map((at) => `leaves/record_form decisions.${at}.record.form`),
  ),
  'form-does-not-ask': changed(
    base,
    (file) => {
      file.form.consents.splice(1, 1);
      file.form.digest = redigested(file.form);
    },
    [
      'leaves/record_form decisions.0.record.form',
      'leaves/record_form decisions.1.record.form',
      'leaves/not_in_form decisions.1.record.notice',
      'leaves/record_form decisions.2.record.form',
    ],
  ),
  decision: changed(
    base,
    (file) => {
      recordAt(file, 2).decision = 'granted';
    },
    ['records/commitment decisions.2.record', 'leaves/decision decisions.2.record.decision'],
  ),
  'decision-in-leaf': changed(
    base,
    (file) => {
      const decision = decisionAt(file, 2);
      decision.leaf = replaced(decision.leaf, '"withdrawn"', '"granted"');
    },
    ['leaves/decision decisions.2.record.decision', 'inclusion/root decisions.2'],
  ),
  'decision-forged': changed(
    base,
    (file) => {
      recordAt(file, 2).decision = 'granted';
      recommit(decisionAt(file, 2));
    },
    ['inclusion/root decisions.2'],
  ),
  time: changed(
    base,
    (file) => {
      recordAt(file, 1).at = '2026-02-01T08:00:00.000Z';
    },
    ['records/commitment decisions.1.record', 'leaves/time decisions.1.record.at'],
  ),
  'time-in-leaf': changed(
    base,
    (file) => {
      const decision = decisionAt(file, 2);
      decision.leaf = replaced(decision.leaf, '2026-03-01T09:30', '2026-03-02T09:30');
    },
    ['leaves/time decisions.2.record.at', 'inclusion/root decisions.2'],
  ),
  'time-forged': changed(
    base,
    (file) => {
      recordAt(file, 0).at = '2026-02-01T08:00:00.000Z';
      file.lead.createdAt = '2026-02-01T08:00:00.000Z';
      recommit(decisionAt(file, 0));
    },
    ['inclusion/root decisions.0'],
  ),
  'time-order': changed(
    base,
    (file) => {
      recordAt(file, 2).at = '2026-02-28T08:00:00.000Z';
      recommit(decisionAt(file, 2));
      relogged(file);
    },
    ['times/order decisions.2.leaf'],
  ),
  'time-after-file': changed(
    base,
    (file) => {
      file.generatedAt = '2026-03-01T09:00:00.000Z';
    },
    ['times/after_file decisions.2.leaf'],
  ),
  'time-in-future': changed(
    base,
    (file) => {
      file.generatedAt = '2099-01-01T00:00:00.000Z';
    },
    ['times/future generatedAt'],
  ),
  'time-of-lead': changed(
    base,
    (file) => {
      file.lead.createdAt = '2026-02-28T08:00:00.000Z';
    },
    ['times/created lead.createdAt'],
  ),
  presentation: changed(
    base,
    (file) => {
      recordAt(file, 1).presentation = { fontPx: 18 };
    },
    ['records/commitment decisions.1.record'],
  ),
  subject: changed(
    base,
    (file) => {
      recordAt(file, 0).subject = 'YW5vdGhlci1zdWJqZWN0LQ';
    },
    ['records/commitment decisions.0.record'],
  ),
  salt: changed(
    base,
    (file) => {
      const decision = decisionAt(file, 0);
      decision.salt = flipped(decision.salt ?? '');
    },
    ['records/commitment decisions.0.record'],
  ),
  'salt-spelling': changed(
    base,
    (file) => {
      const decision = decisionAt(file, 0);
      decision.salt = `${decision.salt}=`;
    },
    ['records/salt_malformed decisions.0.salt'],
  ),
  'salt-short': changed(
    base,
    (file) => {
      decisionAt(file, 0).salt = 'AAAA';
    },
    ['records/salt_malformed decisions.0.salt'],
  ),
  'salt-missing': changed(
    base,
    (file) => {
      decisionAt(file, 0).salt = null;
    },
    ['records/salt_malformed decisions.0.salt'],
  ),
  'leaf-spelling': changed(
    base,
    (file) => {
      const decision = decisionAt(file, 0);
      decision.leaf = replaced(decision.leaf, '{"at"', '{ "at"');
    },
    [
      'records/commitment decisions.0.record',
      'leaves/leaf_malformed decisions.0.leaf',
      'inclusion/root decisions.0',
    ],
  ),
  proof: changed(
    base,
    (file) => {
      const { proof } = decisionAt(file, 1);
      proof[1] = flipped(proof[1] ?? '');
    },
    ['inclusion/root decisions.1'],
  ),
  'proof-short': changed(
    base,
    (file) => {
      decisionAt(file, 1).proof.pop();
    },
    ['inclusion/proof_length decisions.1.proof'],
  ),
  'proof-long': changed(
    base,
    (file) => {
      const { proof } = decisionAt(file, 1);
      proof.push(proof[0] ?? '');
    },
    ['inclusion/proof_length decisions.1.proof'],
  ),
  'proof-spelling': changed(
    base,
    (file) => {
      const { proof } = decisionAt(file, 1);
      proof[2] = (proof[2] ?? '').replace('=', '');
    },
    ['inclusion/proof_malformed decisions.1.proof.2'],
  ),
  index: changed(
    base,
    (file) => {
      decisionAt(file, 2).index = 4;
    },
    ['inclusion/root decisions.2'],
  ),
  'index-past-end': changed(
    base,
    (file) => {
      decisionAt(file, 2).index = 8;
    },
    ['inclusion/index decisions.2.index'],
  ),
  'index-order': changed(
    base,
    (file) => {
      file.decisions.reverse();
    },
    [
      'inclusion/index_order decisions.1.index',
      'inclusion/index_order decisions.2.index',
      'times/order decisions.1.leaf',
      'times/order decisions.2.leaf',
      'times/created lead.createdAt',
    ],
  ),
  size: changed(
    base,
    (file) => {
      file.log.checkpoint = replaced(file.log.checkpoint, '\n8\n', '\n9\n');
    },
    [
      'inclusion/proof_length decisions.0.proof',
      'inclusion/proof_length decisions.1.proof',
      'inclusion/proof_length decisions.2.proof',
      'signature/signature log.checkpoint',
    ],
  ),
  root: changed(
    base,
    (file) => {
      const lines = file.log.checkpoint.split('\n');
      lines[2] = flipped(lines[2] ?? '');
      file.log.checkpoint = lines.join('\n');
    },
    [...everyRoot, 'signature/signature log.checkpoint'],
  ),
  origin: changed(
    base,
    (file) => {
      file.log.checkpoint = replaced(file.log.checkpoint, 'forms.example.cn', 'forms.example.com');
    },
    ['signature/signature log.checkpoint'],
  ),
  signature: changed(
    base,
    (file) => {
      const { checkpoint } = file.log;
      const at = checkpoint.length - 20;
      file.log.checkpoint = checkpoint.slice(0, at) + flipped(checkpoint.slice(at));
    },
    ['signature/signature log.checkpoint'],
  ),
  'signature-of-stranger': changed(
    base,
    (file) => {
      const { key } = file.log;
      relogged(file, keys.stranger);
      file.log.key = key;
    },
    ['signature/signer log.checkpoint'],
  ),
  'signature-missing': changed(
    base,
    (file) => {
      file.log.checkpoint = file.log.checkpoint.replace(/\n\n[\s\S]*$/, '\n');
    },
    ['signature/checkpoint_malformed log.checkpoint'],
  ),
  key: changed(
    base,
    (file) => {
      file.log.key = replaced(file.log.key, '+AYqI', '+AYqJ');
    },
    ['key/key_malformed log.key'],
  ),
  'key-of-stranger': changed(
    base,
    (file) => {
      relogged(file, keys.stranger);
    },
    ['key/key_other log.key'],
  ),
  'key-rollover': changed(
    rolledOver,
    (file) => {
      const [note = ''] = file.log.rollovers;
      file.log.rollovers = [note.slice(0, -20) + flipped(note.slice(-20))];
    },
    ['key/rollover log.rollovers'],
  ),
  'key-rollover-missing': changed(
    rolledOver,
    (file) => {
      file.log.rollovers = [];
    },
    ['key/key_other log.key'],
  ),
  'key-rollover-gap': changed(
    rolledTwice,
    (file) => {
      file.log.rollovers.pop();
    },
    ['key/rollover log.rollovers'],
  ),
  'key-rollover-broken': changed(
    rolledTwice,
    (file) => {
      file.log.rollovers[1] = rollover(keys.stranger, keys.third);
    },
    ['key/rollover log.rollovers'],
  ),
  'key-rollover-order': changed(
    rolledTwice,
    (file) => {
      file.log.rollovers.reverse();
    },
    ['key/rollover log.rollovers'],
  ),
  tenant: changed(
    base,
    (file) => {
      file.tenant.id = 'other';
    },
    [...[0, 1, 2].map((at) => `leaves/record_tenant decisions.${at}.record.tenant`), 'key/origin tenant.id'],
  ),
  lead: changed(
    base,
    (file) => {
      file.lead.id = 'ld_bbbbbbbbbbbbbbbbbbbbbbbbbb';
    },
    ['leaves/record_lead decisions.2.record'],
  ),
  'lead-mixed': changed(
    base,
    (file) => {
      recordAt(file, 1).submission = 'sub_of_another_applicant';
      recommit(decisionAt(file, 1));
      relogged(file);
    },
    ['leaves/record_lead decisions.1.record'],
  ),
  erased: changed(
    base,
    (file) => {
      file.lead.erased = true;
    },
    ['shape/erased_flag lead.erased'],
  ),
  empty: changed(
    base,
    (file) => {
      file.decisions = [];
    },
    ['shape/no_decision decisions'],
  ),
  'member-missing': changed(
    base,
    (file) => {
      Reflect.deleteProperty(decisionAt(file, 1), 'proof');
    },
    ['shape/malformed decisions.1.proof'],
  ),
  'rollovers-too-many': changed(
    rolledOver,
    (file) => {
      const [note = ''] = file.log.rollovers;
      file.log.rollovers = Array.from({ length: 101 }, () => note);
    },
    ['shape/too_many log.rollovers'],
  ),
  version: changed(base, (file) => ({ ...file, v: 2 }), ['shape/unknown_version ']),
  type: changed(base, (file) => ({ ...file, type: 'something-else' }), ['shape/not_evidence ']),
  'not-json': changed(base, (file) => JSON.stringify(file).slice(0, -1), ['shape/not_json ']),
  'not-unicode': changed(base, (file) => replaced(JSON.stringify(file), '企业经营贷款申请', '\\ud800'), [
    'shape/not_json ',
  ]),
  ...badNamed,
};
