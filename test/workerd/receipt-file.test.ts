/** Owns that a receipt file proves itself, by the check that browsers run, and that no class of change passes it; no page. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { ReceiptFile } from '../../contract/receipt.ts';
import { type Checked, checkFile } from '../../sdk/receipt/check-file.ts';
import type { Crypto } from '../../sdk/receipt/log-proof.ts';
import { verify as verifyInScript } from '../../sdk/receipt/signature-part.ts';
import { toBase64Url } from '../../worker/encoding/bytes.ts';
import { leafHash } from '../../worker/ledger/merkle.ts';
import { verifyProof } from '../../worker/ledger/tlog-proof.ts';
import { parseVerifierKey } from '../../worker/ledger/verifier-key.ts';
import { call } from './api.ts';
import { grantsOf, otherPerson, person } from './applicant.ts';
import { accessOf, applied, type Holder, use, withdraw } from './holder.ts';
import { standInReceivers } from './receiver.ts';
import { openShop, type Shop } from './scenario.ts';

let shop: Shop;
let holder: Holder;
let keys: string[];
/** The receipt's file as it was before anything else happened. */
let pristine: string;

const sha256 = async (bytes: Uint8Array) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes)));

/** As browsers with Ed25519 in WebCrypto, and as those that fetch the part. */
const cryptos: Record<string, Crypto> = {
  webcrypto: {
    sha256,
    verify: async (publicKey, message, signature) => {
      const key = await crypto.subtle.importKey('raw', Uint8Array.from(publicKey), 'Ed25519', false, [
        'verify',
      ]);
      return crypto.subtle.verify('Ed25519', key, Uint8Array.from(signature), Uint8Array.from(message));
    },
  },
  'the part': {
    sha256,
    verify: async (publicKey, message, signature) => verifyInScript(signature, message, publicKey),
  },
};

const fileOf = async (of: Holder): Promise<ReceiptFile> =>
  JSON.parse((await call('GET', `/v1/receipts/${of.receipt}/file`)).text);
const check = (file: ReceiptFile, by = 'webcrypto', trusted = keys): Promise<Checked> => {
  const used = cryptos[by];
  if (used === undefined) throw new Error(by);
  return checkFile(file, `jinjian.test/log/${shop.tenant}`, trusted, used);
};

beforeAll(async () => {
  shop = await openShop();
  standInReceivers(shop.tenant);
  for (let at = 0; at < 3; at++) await applied(shop, { values: otherPerson(at) });
  holder = await applied(shop, { grants: grantsOf(shop, { marketing: 'refused' }) });
  await withdraw(holder, 'provide-bank-a');
  await applied(shop, { values: otherPerson(9) });
  pristine = (await call('GET', `/v1/receipts/${holder.receipt}/file`)).text;
  keys = (await call('GET', `/log/${shop.tenant}/key`)).text.trim().split('\n');
});

describe('a receipt file', () => {
  test.for(Object.keys(cryptos))('proves every decision, withdrawn ones too, with %s', async (by) => {
    expect(await check(JSON.parse(pristine), by)).toEqual({ indexes: [12, 13, 14, 15, 16], size: 21 });
  });

  test('each of its proofs is one that the log’s own verifier takes', async () => {
    const file: ReceiptFile = JSON.parse(pristine);
    const trusted = keys.flatMap((line) => parseVerifierKey(line) ?? []);
    expect(file.keys).toEqual(keys);
    for (const { leaf, proof } of file.proofs) {
      expect(await verifyProof(proof, leafHash(leaf), trusted)).toMatchObject({ checkpoint: { size: 21 } });
    }
  });

  test('holds nothing of the person, and is a file', async () => {
    const answer = await call('GET', `/v1/receipts/${holder.receipt}/file`);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="receipt.json"');
    for (const value of Object.values(person)) expect(answer.text).not.toContain(value);
  });

  test('still verifies after the lead was erased', async () => {
    const gone = await applied(shop);
    const before = await fileOf(gone);
    await use(gone, 'erase', await accessOf(gone));
    expect(await check(before)).toMatchObject({ indexes: [21, 22, 23, 24] });
    expect(await check(await fileOf(gone))).toMatchObject({ indexes: [21, 22, 23, 24] });
  });
});

const first = <One>(list: One[]): One => {
  const [one] = list;
  if (one === undefined) throw new Error('an empty list');
  return one;
};
const grant = (file: ReceiptFile) => first(file.receipt.grants);
const said = (file: ReceiptFile) => first(grant(file).history);

/** A change of the first proof's text. */
const inProof = (pattern: string | RegExp, by: string) => (file: ReceiptFile) => {
  const one = first(file.proofs);
  const changed = one.proof.replace(pattern, by);
  if (changed === one.proof) throw new Error('nothing was changed');
  one.proof = changed;
};

const otherRecord = (leaf: string) => leaf.replace(/"record":"../, '"record":"zz');

/** Byte class, what is changed, and which fault must name it. */
const changes: [string, (file: ReceiptFile) => unknown, Checked][] = [
  ['a text', (file) => Object.assign(first(file.notices), { retention: '永久' }), 'content'],
  ['a title', (file) => Object.assign(grant(file), { title: '别的' }), 'content'],
  ['a decision', (file) => Object.assign(grant(file), { decision: 'refused' }), 'content'],
  [
    'a decision with its history',
    (file) => {
      grant(file).decision = 'refused';
      said(file).decision = 'refused';
    },
    'content',
  ],
  ['a time', (file) => Object.assign(said(file), { at: '2020-01-01T00:00:00.000Z' }), 'content'],
  ['a version', (file) => Object.assign(said(file), { version: 2 }), 'content'],
  ['a withdrawal left out', (file) => file.receipt.grants[2]?.history.pop(), 'content'],
  ['a proof left out', (file) => file.proofs.shift(), 'content'],
  [
    'a leaf',
    (file) => Object.assign(first(file.proofs), { leaf: otherRecord(first(file.proofs).leaf) }),
    'content',
  ],
  [
    'a leaf with its hash',
    (file) => {
      const proof = first(file.proofs);
      proof.leaf = otherRecord(proof.leaf);
      said(file).entry.leafHash = toBase64Url(leafHash(proof.leaf));
    },
    'inclusion',
  ],
  ['an index', (file) => Object.assign(said(file).entry, { index: 13 }), 'inclusion'],
  ['the proof’s index', inProof('index 12', 'index 13'), 'inclusion'],
  ['a path', inProof(/(index 12\n)[^\n]{43}/, `$1${'A'.repeat(43)}`), 'inclusion'],
  ['a path cut short', inProof(/(index 12\n).*\n/, '$1'), 'inclusion'],
  ['a path made longer', inProof(/(index 12\n)/, `$1${'A'.repeat(43)}=\n`), 'inclusion'],
  ['the root', inProof(/(\n21\n)[^\n]{43}/, `$1${'A'.repeat(43)}`), 'signature'],
  ['the size', inProof('\n21\n', '\n22\n'), 'signature'],
  ['the signature', inProof(/(— \S+ \S{20})\S{8}/, '$1AAAAAAAA'), 'signature'],
  ['the signature left out', inProof(/— .*\n/, ''), 'signature'],
  ['the log’s name', inProof(/jinjian\.test/g, 'jinjian.evil'), 'signature'],
];

describe.each(Object.keys(cryptos))('a changed file is refused, by %s', (by) => {
  test.for(changes)('%s', async ([, change, fault]) => {
    const file: ReceiptFile = JSON.parse(pristine);
    change(file);
    expect(await check(file, by)).toBe(fault);
  });
});

test('a key that is not the log’s opens nothing', async () => {
  const other = await openShop();
  const [line = ''] = (await call('GET', `/log/${other.tenant}/key`)).text.split('\n');
  const renamed = line.replace(other.tenant, shop.tenant);
  for (const trusted of [[], [line], [renamed]]) {
    expect(await check(await fileOf(holder), 'webcrypto', trusted)).toBe('signature');
  }
});
