/** Owns evidence files: verified with the log's key, worded for a terminal; and files that an attacker made whole again. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { verdictText } from '../../../bin/verify/verdict-text.ts';
import { canonicalJson } from '../../../contract/canonical-json.ts';
import { fromBase64 } from '../../../worker/encoding/bytes.ts';
import { digestOf, sha256 } from '../../../worker/encoding/digest.ts';
import { faultCodes } from '../../../worker/ledger/evidence-verdict.ts';
import { parseVerifierKey } from '../../../worker/ledger/verifier-key.ts';
import { verifyEvidence } from '../../../worker/ledger/verify-evidence.ts';
import { keys, proofOf, signedCheckpoint } from '../../worker/ledger/evidence/fixed-log.ts';
import { repository } from '../corpus.ts';
import { type Bytes, joinedBytes } from '../mutate-bytes.ts';
import { isRecord, jsonOf, memberOf, type Outcome, promise, type Target, textOf } from '../target.ts';

const expectedPath = join(repository, 'test/vectors/evidence/expected.json');

/** As the vectors are signed. */
function knownKey() {
  const expected: unknown = JSON.parse(readFileSync(expectedPath, 'utf8'));
  return parseVerifierKey(String(memberOf(expected, 'key'))) ?? undefined;
}

const knownCodes = new Set<string>(Object.values(faultCodes).flat());
/** What could steer a terminal, the ends of lines apart. */
const steering = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Everything that follows from the rest of the file: digests, commitments, leaves, proofs, the signature. */
function repaired(input: Bytes): Bytes {
  const file = jsonOf(input)?.value;
  const [form, notices, decisions, log] = ['form', 'notices', 'decisions', 'log'].map((name) =>
    memberOf(file, name),
  );
  try {
    for (const one of [form, ...(Array.isArray(notices) ? notices : [])]) {
      if (!isRecord(one)) continue;
      const { digest: _, ...rest } = one;
      one.digest = digestOf(rest);
    }
    // Half of the files keep their leaves: what is then wrong is the text alone.
    if ((sha256(input)[0] ?? 0) % 2 === 0 && Array.isArray(decisions) && decisions.length <= 8)
      relog(decisions.filter(isRecord), log);
    return joinedBytes([Buffer.from(JSON.stringify(file) ?? '', 'utf8')]);
  } catch {
    // What has no canonical form has no digest either.
    return input;
  }
}

function relog(decisions: Record<string, unknown>[], log: unknown): void {
  for (const decision of decisions) {
    const salt = fromBase64(String(decision.salt));
    const leaf: unknown = JSON.parse(String(decision.leaf));
    if (salt === null || !isRecord(leaf) || !isRecord(decision.record)) continue;
    const committed = sha256(joinedBytes([salt, Buffer.from(canonicalJson(decision.record), 'utf8')]));
    leaf.record = Buffer.from(committed).toString('base64url');
    decision.leaf = canonicalJson(leaf);
  }
  const leaves = decisions.map(({ leaf }) => String(leaf));
  for (const [at, decision] of decisions.entries()) {
    decision.index = at;
    decision.proof = proofOf(leaves, at);
  }
  if (isRecord(log)) log.checkpoint = signedCheckpoint(leaves, [keys.first]);
}

export function open(): Target {
  const key = knownKey();
  const nowMs = Date.parse('2026-03-10T00:00:00Z');
  const run = async (input: Bytes): Promise<Outcome> => {
    const content = textOf(input) ?? new TextDecoder().decode(input);
    const verdict = await verifyEvidence(content, { key, nowMs });
    const { outcome, faults } = verdict;
    promise(
      faults.every(({ code }) => knownCodes.has(code)),
      'a fault has a code that nobody knows',
    );
    promise((outcome === 'failed') === faults.length > 0, 'a verdict is not that of its faults');
    const texts = (['zh-CN', 'en'] as const).map((language) => verdictText(verdict, language, null));
    promise(
      texts.every((text) => !steering.test(text.replaceAll('\n', ''))),
      'a verdict could steer a terminal',
    );
    const codes = [...new Set(faults.map(({ code }) => code))].sort();
    return {
      tag: `${outcome} ${codes.slice(0, 4).join()}`,
      isRefused: outcome === 'failed',
      output: texts.join(''),
    };
  };
  return {
    name: 'evidence',
    format: 'json',
    words: ['decisions', 'record', 'salt', 'leaf', 'proof', 'rollovers', 'granted', 'withdrawn'],
    mostBytes: 1024 * 1024,
    // Each decision and fault has its lines.
    mostOutput: (inputBytes) => 16 * 1024 + 8 * inputBytes,
    run,
    repair: repaired,
  };
}
