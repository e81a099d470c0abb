/** Owns what a target of fuzzing is, and what it promises of every input; must not know any one target. */
import type { Bytes } from './mutate-bytes.ts';

/** What became of an input. */
export interface Outcome {
  /** In a few stable words: which kind of answer, never its content. Inputs with a tag of their own are kept. */
  tag: string;
  /** Refused with a typed answer: nothing may have changed. */
  isRefused: boolean;
  /** All that is told of it. */
  output: string;
}

export interface Target {
  name: string;
  format: 'json' | 'text' | 'bytes' | 'png';
  /** Names and words of the format, beside those in the corpus. */
  words: readonly string[];
  /** As much as may come in. */
  mostBytes: number;
  /** No output is longer, in UTF-16 units. */
  mostOutput(inputBytes: number): number;
  /** Refusals repeat nothing of the input: the marker must not come back. */
  repeatsNothing?: true;
  /** Changes what is kept, so that the same input twice may be answered in two ways. */
  isStateful?: true;
  /** Settles with a tagged outcome; a throw is a fault. */
  run(input: Bytes): Outcome | Promise<Outcome>;
  /** Makes digests, checksums and signatures fit again, as an attacker would. */
  repair?(input: Bytes): Bytes | Promise<Bytes>;
  /** Processor time taken so far by whatever runs the inputs; this process's own where it is not told. */
  processorMs?(): number;
  close?(): Promise<void>;
}

/** A promise of a target that an input broke, other than by a throw of the code itself. */
export class Broken extends Error {
  override name = 'Broken';
}

/** @throws Broken with `what`, a stable text, unless `holds` */
export function promise(holds: boolean, what: string): void {
  if (!holds) throw new Broken(what);
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The input as UTF-8 text, or null where it is none. */
export function textOf(input: Uint8Array): string | null {
  try {
    return strict.decode(input);
  } catch {
    return null;
  }
}

/** The input as JSON, as a server reads a body; null where it is none. */
export function jsonOf(input: Uint8Array): { value: unknown } | null {
  const text = textOf(input);
  if (text === null) return null;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

/** An own member of parsed JSON. */
export function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
