/** Owns what a run tells people: a line for each target, and what to do about a fault; must not run anything. */
import type { Report } from './protocol.ts';

export const headings = [
  'target',
  'inputs',
  'per second',
  'refused',
  'stored',
  'blocks',
  'slowest',
  'longest answer',
  'seed',
] as const;

const widths = [18, 10, 11, 10, 7, 12, 10, 15, 11];

function row(cells: readonly string[]): string {
  return cells
    .map((cell, at) => cell.padEnd(widths[at] ?? 0))
    .join(' ')
    .trimEnd();
}

export const headingLine = row(headings);

export function reportLine({ target, seed, counts, blocks }: Report): string {
  const { inputs, seconds, refused, stored, slowestMs, longestOutput } = counts;
  return row([
    target,
    String(inputs),
    String(Math.round(inputs / Math.max(seconds, 0.001))),
    String(refused),
    String(stored),
    `${blocks.reached}/${blocks.known}`,
    `${Math.round(slowestMs)} ms`,
    String(longestOutput),
    String(seed),
  ]);
}

export function faultLines({ target, faults, grown }: Report): string[] {
  return [
    ...faults.flatMap(({ kind, signature, path }) => [
      `  FAULT ${kind}: ${signature}`,
      `    npm run fuzz -- --target ${target} --replay ${path}`,
    ]),
    ...grown.map((path) => `  stored ${path}`),
  ];
}
