/** Owns the arguments of `jinjian verify`; must not read files or verify. */
import type { EvidenceLanguage } from '../../worker/ledger/record-words.ts';
import { parseVerifierKey, type VerifierKey } from '../../worker/ledger/verifier-key.ts';

export interface VerifyOptions {
  path: string;
  key: VerifierKey | undefined;
  isJson: boolean;
  language: EvidenceLanguage;
}

export const verifyUsage =
  'Usage: jinjian verify <file> [--key <verifier key line>] [--json] [--lang zh-CN|en]';

/** The options, or what is wrong with the arguments. */
export function readVerifyOptions(args: readonly string[]): VerifyOptions | { problem: string } {
  const paths: string[] = [];
  let key: VerifierKey | undefined;
  let language: EvidenceLanguage = 'zh-CN';
  let isJson = false;
  for (let at = 0; at < args.length; at++) {
    const [name = '', inline] = splitOption(args[at] ?? '');
    if (name === '--json' && inline === undefined) isJson = true;
    else if (name === '--key' || name === '--lang') {
      const value = inline ?? args[++at];
      if (value === undefined) return { problem: `${name} needs a value` };
      if (name === '--lang') {
        if (value !== 'zh-CN' && value !== 'en') return { problem: '--lang is zh-CN or en' };
        language = value;
        continue;
      }
      const parsed = parseVerifierKey(value.trim());
      if (parsed === null) return { problem: '--key is not a verifier key line (name+id+key)' };
      key = parsed;
    } else if (name.startsWith('--')) return { problem: `unknown option ${name}` };
    else paths.push(args[at] ?? '');
  }
  const [path, ...more] = paths;
  if (path === undefined || more.length > 0) return { problem: 'verify takes one file' };
  return { path, key, isJson, language };
}

/** `--key=…` as two; what is no option stays whole. */
function splitOption(arg: string): [string, string?] {
  const equals = arg.startsWith('--') ? arg.indexOf('=') : -1;
  return equals < 0 ? [arg] : [arg.slice(0, equals), arg.slice(equals + 1)];
}
