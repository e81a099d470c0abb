/** Owns making the inputs of which a test needs ever larger ones; must not read them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FormDraft } from '../../../worker/publishing/form-schema.ts';
import type { NoticeDraft } from '../../../worker/publishing/notice-schema.ts';
import { chunk, iend, ihdr, joined, signature } from '../../png-file.ts';
import { repository } from '../source-file.ts';

/** One pixel, said in so many chunks that hold nothing, and one more behind them that no picture may have. */
export function pictureOf(chunks: number): Uint8Array {
  const empty = Array.from({ length: chunks }, () => chunk('IDAT'));
  return joined(signature, ihdr({ width: 1, height: 1 }), ...empty, chunk('tEXt'), chunk('IDAT'), iend);
}

/** A notice of this text, cut into paragraphs. */
export function noticeOf(text: string, length: number): NoticeDraft {
  const pieces = Array.from({ length: Math.ceil(text.length / length) }, (_, at) =>
    text.slice(at * length, (at + 1) * length),
  );
  return {
    id: 'privacy',
    kind: 'privacy',
    locale: 'zh-CN',
    title: '告知',
    blocks: pieces.map((piece) => ({ type: 'paragraph', text: piece })),
  };
}

export function formOf(options: number): FormDraft {
  const option = { value: 'a', label: '秒批' };
  const field = (many: number): FormDraft['steps'][number]['fields'][number] => ({
    id: 'a',
    kind: 'choice',
    label: '用途',
    purpose: '核对',
    options: Array.from({ length: many }, () => option),
  });
  const fields = Array.from({ length: Math.ceil(options / 50) }, () => field(50));
  return { title: '登记', locale: 'zh-CN', steps: [{ fields }], consents: [] };
}

/** A sound file, with its decisions over and over: what is wrong with each is found. */
export function evidenceOf(decisions: number): string {
  const path = join(repository, 'test/vectors/evidence/good/withdrawn.json');
  const file: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const known: unknown = Reflect.get(Object(file), 'decisions');
  if (!Array.isArray(known)) throw new Error('the vector has no decisions');
  const many: unknown[] = Array.from({ length: decisions }, (_, at) => known[at % known.length]);
  return JSON.stringify({ ...Object(file), decisions: many });
}

export function traceOf(places: number): string {
  const each = Array.from({ length: places }, (_, at) => `${at}n`).join('');
  return JSON.stringify({ v: 1, t: 0, r: `0n:${each}` });
}
