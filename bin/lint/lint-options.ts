/** Owns the arguments of `jinjian lint`; must not read files or lint. */
import type { LintRegion } from '../../contract/lint/lint-rule.ts';

export interface LintOptions {
  /** A file, or `-` for standard input. */
  path: string;
  region: LintRegion | undefined;
  isJson: boolean;
  language: 'zh' | 'en';
}

export const lintUsage = 'Usage: jinjian lint <file|-> [--region bj] [--json] [--lang zh-CN|en]';

/** The options, or what is wrong with the arguments. */
export function readLintOptions(args: readonly string[]): LintOptions | { problem: string } {
  const paths: string[] = [];
  const options: Omit<LintOptions, 'path'> = { region: undefined, isJson: false, language: 'zh' };
  for (let at = 0; at < args.length; at++) {
    const [name = '', inline] = splitOption(args[at] ?? '');
    if (name === '--json' && inline === undefined) options.isJson = true;
    else if (name === '--region' || name === '--lang') {
      const value = inline ?? args[++at];
      if (name === '--region') {
        if (value !== 'bj') return { problem: '--region is bj' };
        options.region = value;
      } else if (value === 'zh-CN' || value === 'en') options.language = value === 'en' ? 'en' : 'zh';
      else return { problem: '--lang is zh-CN or en' };
    } else if (name.startsWith('-') && name !== '-') return { problem: `unknown option ${name}` };
    else paths.push(args[at] ?? '');
  }
  const [path, ...more] = paths;
  if (path === undefined || more.length > 0)
    return { problem: 'lint takes one file, or - for standard input' };
  return { path, ...options };
}

/** `--region=…` as two; what is no option stays whole. */
function splitOption(arg: string): [string, string?] {
  const equals = arg.startsWith('--') ? arg.indexOf('=') : -1;
  return equals < 0 ? [arg] : [arg.slice(0, equals), arg.slice(equals + 1)];
}
