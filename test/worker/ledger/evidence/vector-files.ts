/** Owns which files the evidence vectors consist of, and what is expected of each; must not touch the disk. */
import { fileURLToPath } from 'node:url';
import type { EvidenceFile } from '../../../../worker/ledger/evidence-file.ts';
import { bad } from './bad-files.ts';
import { keys } from './fixed-log.ts';
import { good } from './good-files.ts';

export const vectorFolder = fileURLToPath(new URL('../../../vectors/evidence', import.meta.url));

/** The moment of verification; only `time-in-future` depends on it. */
export const verifiedAt = '2026-03-10T00:00:00.000Z';

/** By path below the folder. */
export function vectorFiles(): Record<string, string> {
  const goodFiles = Object.entries(good).map(([name, file]) => [
    `good/${name}.json`,
    `${JSON.stringify(file, null, 2)}\n`,
  ]);
  const badFiles = Object.entries(bad).map(([name, { text }]) => [`bad/${name}.json`, text]);
  const expected = {
    verifiedAt,
    /** Had from elsewhere: the key that a verifier brings. */
    key: keys.first.line,
    files: Object.fromEntries([
      ...Object.entries(good).map(([name, file]) => [
        `good/${name}.json`,
        { outcome: 'proven', faults: [], stated: statedOf(name, file) },
      ]),
      ...Object.entries(bad).map(([name, { faults }]) => [
        `bad/${name}.json`,
        { outcome: 'failed', faults: faults.map(faultOf) },
      ]),
    ]),
  };
  return Object.fromEntries([
    ...goodFiles,
    ...badFiles,
    ['expected.json', `${JSON.stringify(expected, null, 2)}\n`],
  ]);
}

function faultOf(text: string) {
  const [, check, code, at] = /^([a-z]+)\/([a-z_]+) (.*)$/.exec(text) ?? [];
  if (check === undefined || code === undefined || at === undefined) throw new Error(`not a fault: ${text}`);
  return { check, code, at };
}

/** The members that are stated and not proven, told here by hand: what the verifier says is compared with it. */
function statedOf(name: string, { deliveries, attribution }: EvidenceFile): string[] {
  const isErased = name === 'erased';
  const namesLead = !isErased && ['lead-named', 'erased-in-part', 'extended'].includes(name);
  const isOwnKey = name !== 'co-signed';
  const isExtended = name === 'extended';
  const members = (holder: string, value: object) =>
    Object.keys(value).map((member) => `${holder}.${member}`);
  const digested = (holder: string) => ['id', 'version', 'title', 'digest'].map((one) => `${holder}.${one}`);
  return [
    'generatedAt',
    'tenant.legalName',
    'tenant.uscc',
    ...(namesLead ? [] : ['lead.id']),
    ...(isErased ? digested('form') : []),
    ...(isOwnKey ? [] : ['log.key']),
    ...deliveries.flatMap(({ attempts, ...delivery }, at) => [
      ...members(`deliveries.${at}`, delivery),
      ...attempts.flatMap((attempt, turn) => members(`deliveries.${at}.attempts.${turn}`, attempt)),
    ]),
    ...['model', 'reason', 'credited'].map((one) => `attribution.${one}`),
    ...attribution.chain.flatMap((link, at) => members(`attribution.chain.${at}`, link)),
    ...(isExtended
      ? [
          'attested',
          'lead.source',
          ...digested('notices.3'),
          ...[0, 1, 2, 3].map((at) => `decisions.${at}.remark`),
          'log.mirror',
          'log.checkpoint',
        ]
      : []),
  ].sort();
}
