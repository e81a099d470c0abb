/** Owns the evidence files that must be rejected for what records of version 2 and stricter reading brought; not the others. */
import { keys } from './fixed-log.ts';
import { good } from './good-files.ts';
import {
  type BadFile,
  changed,
  decisionAt,
  flipped,
  recommit,
  recordAt,
  relogged,
  replaced,
} from './tamper.ts';

/** Privacy (2), provide (3), marketing refused (4), withdrawal (6) in a log of 9; each record names the lead. */
const named = good['lead-named'] ?? bail();
const coSigned = good['co-signed'] ?? bail();
const rolledOver = good['rolled-over'] ?? bail();

function bail(): never {
  throw new Error('the good files have changed');
}

/** By name; the name says what was tampered with. */
export const badNamed: Record<string, BadFile> = {
  'lead-named': changed(
    named,
    (file) => {
      file.lead.id = 'ld_bbbbbbbbbbbbbbbbbbbbbbbbbb';
    },
    [0, 1, 2, 3].map((at) => `leaves/record_lead decisions.${at}.record`),
  ),
  'lead-named-mixed': changed(
    named,
    (file) => {
      recordAt(file, 1).lead = 'ld_bbbbbbbbbbbbbbbbbbbbbbbbbb';
      recommit(decisionAt(file, 1));
      relogged(file, keys.first, 9);
    },
    ['leaves/record_lead decisions.1.record'],
  ),
  'lead-not-named': changed(
    named,
    (file) => {
      Reflect.deleteProperty(recordAt(file, 0), 'lead');
      recommit(decisionAt(file, 0));
      relogged(file, keys.first, 9);
    },
    ['leaves/record_lead decisions.0.record'],
  ),
  'record-version': changed(
    named,
    (file) => {
      Reflect.set(recordAt(file, 0), 'v', 3);
    },
    ['shape/malformed decisions.0.record.v'],
  ),
  'record-version-lowered': changed(
    named,
    (file) => {
      recordAt(file, 0).v = 1;
    },
    ['records/commitment decisions.0.record'],
  ),
  'co-signature': changed(
    coSigned,
    (file) => {
      const { checkpoint } = file.log;
      const at = checkpoint.length - 20;
      file.log.checkpoint = checkpoint.slice(0, at) + flipped(checkpoint.slice(at));
    },
    ['key/key_other log.key', 'signature/signature log.checkpoint'],
  ),
  'signature-of-old-key': changed(
    rolledOver,
    (file) => {
      const { name, id } = keys.first.key;
      const signature = Buffer.concat([Buffer.from(id, 'hex'), Buffer.alloc(64)]);
      file.log.checkpoint += `— ${name} ${signature.toString('base64')}\n`;
    },
    ['signature/signature log.checkpoint'],
  ),
  'name-twice': changed(
    named,
    (file) => replaced(JSON.stringify(file), '"lead":{', '"lead":{"id":"ld_bbbbbbbbbbbbbbbbbbbbbbbbbb",'),
    ['shape/not_json '],
  ),
};
