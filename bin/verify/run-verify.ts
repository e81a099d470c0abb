/** Owns `jinjian verify` as people meet it: a file in, a verdict and an exit code out; must not judge the file itself. */
import { open } from 'node:fs/promises';
import { firstOf } from '../../contract/problem.ts';
import type { Verdict } from '../../worker/ledger/evidence-verdict.ts';
import type { EvidenceLanguage } from '../../worker/ledger/record-words.ts';
import { formatVerifierKey } from '../../worker/ledger/verifier-key.ts';
import { verifyEvidence } from '../../worker/ledger/verify-evidence.ts';
import type { Output } from '../terminal.ts';
import { printable, printableJson } from '../terminal-text.ts';
import { faultText, isUnreadable, verdictText } from './verdict-text.ts';
import { readVerifyOptions, verifyUsage } from './verify-options.ts';

/** Evidence files have some hundred kilobytes. What is far longer is none, and must not fill the memory. */
const maxBytes = 32 * 1024 * 1024;

/**
 * Verifies one file, offline.
 * @returns the exit code: 0 proven under the key given, 1 failed, 2 wrong arguments or no readable evidence file,
 * 3 consistent, but no key was given
 */
export async function runVerify(
  args: readonly string[],
  { out, err }: Output,
  nowMs: number,
): Promise<number> {
  const options = readVerifyOptions(args);
  if ('problem' in options) {
    err(`jinjian verify: ${printable(options.problem)}\n${verifyUsage}\n`);
    return 2;
  }
  const { path, key, isJson, language } = options;
  const read = await readBounded(path);
  if ('problem' in read) {
    err(`jinjian verify: ${printable(read.problem)}\n`);
    return 2;
  }
  const verdict = await verifyEvidence(read.content, { key, nowMs });
  const code = exitCode(verdict);
  const keyGiven = key === undefined ? null : formatVerifierKey(key);
  if (isJson) out(`${printableJson(jsonOf(verdict, language, code, keyGiven))}\n`);
  else out(verdictText(verdict, language, keyGiven));
  return code;
}

function exitCode(verdict: Verdict): number {
  if (isUnreadable(verdict)) return 2;
  return { proven: 0, failed: 1, consistent: 3 }[verdict.outcome];
}

function jsonOf(verdict: Verdict, language: EvidenceLanguage, exit: number, key: string | null) {
  const { outcome, checks, file, checkpoint, stated } = verdict;
  const { first, more } = firstOf(verdict.faults);
  return {
    outcome: exit === 2 ? 'unreadable' : outcome,
    exit,
    key,
    checkpoint,
    checks,
    faults: first.map((fault) => ({ ...fault, message: faultText(fault, language) })),
    ...(more === 0 ? {} : { moreFaults: more }),
    lead: file?.lead ?? null,
    stated: stated.map(({ holder, name, value }) => ({
      at: holder === '' ? name : `${holder}.${name}`,
      value,
    })),
    decisions: (file?.decisions ?? []).map(({ index, leaf, record }) => ({ index, leaf, record })),
  };
}

async function readBounded(path: string): Promise<{ content: string } | { problem: string }> {
  try {
    const handle = await open(path, 'r');
    try {
      const { size } = await handle.stat();
      if (size > maxBytes) return { problem: `${path} is too large to be an evidence file` };
      const buffer = new Uint8Array(maxBytes + 1);
      let length = 0;
      while (length < buffer.length) {
        const { bytesRead } = await handle.read(buffer, length);
        if (bytesRead === 0) break;
        length += bytesRead;
      }
      if (length > maxBytes) return { problem: `${path} is too large to be an evidence file` };
      return { content: new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(0, length)) };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof TypeError) return { problem: `${path} is not UTF-8 text` };
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    return { problem: `can’t read ${path}: ${reason}` };
  }
}
