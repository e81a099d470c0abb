/** Owns the evidence files of the vectors that must be accepted; must not write or verify them. */
import { createHash } from 'node:crypto';
import type { PublishedForm } from '../../../../contract/form.ts';
import type { PublishedNotice } from '../../../../contract/notice.ts';
import { consentRecord, type DecisionMade, withLead } from '../../../../worker/ledger/consent-record.ts';
import type { EvidenceFile } from '../../../../worker/ledger/evidence-file.ts';
import { leafOf, type SaltedRecord } from '../../../../worker/ledger/leaf.ts';
import {
  cosigned,
  type FixedKey,
  keys,
  otherLeaf,
  proofOf,
  rollover,
  signedCheckpoint,
} from './fixed-log.ts';
import { formOf, notices } from './fixed-texts.ts';

const tenant = 'huikai';
const lead = 'ld_aaaabbbbccccddddeeeeffffgg';
const submittedMs = Date.UTC(2026, 2, 1, 8);
const minuteMs = 60_000;

const { privacy, provide, marketing, query } = notices;

/** A decision with the log entry of it. */
interface Made extends SaltedRecord {
  leaf: string;
}

let salts = 0;

/** @param v of its record: those of a form name their lead from 2 on */
function made(form: PublishedForm, notice: PublishedNotice, more: Partial<DecisionMade>, v: 1 | 2 = 1): Made {
  salts += 1;
  const salt = createHash('sha256').update(`salt ${salts}`).digest();
  const fresh = consentRecord({
    tenant,
    controller: { legalName: '惠开科技（示例）有限公司', uscc: '91310000100000002N' },
    channel: 'form',
    form,
    notice,
    decision: 'granted',
    atMs: submittedMs,
    locale: 'zh-CN',
    subject: 'c3ViamVjdC1kaWdlc3QtMQ',
    ...more,
  });
  const record = v === 1 ? { ...fresh, v } : withLead(fresh, lead);
  return { record, salt: salt.toString('base64url'), leaf: leafOf(record, salt) };
}

/** As the form's own script reports it. */
const onForm: Partial<DecisionMade> = {
  submission: 'sub_0123456789abcdefghij',
  presentation: { fontPx: 14, contrast: 7.1, visibleMs: 12_300, scrolledToEnd: true, trusted: true },
  page: { origin: 'https://partner.example', path: '/loans' },
  startedAt: '2026-03-01T07:58:20.000Z',
  sdk: '0.1.0',
};
const phone = { phoneVerified: true as const };

interface Place {
  /** Leaves of others before, between the decisions of the form and the later ones, and after. */
  before?: number;
  between?: number;
  after?: number;
  /** The active key of the log first. */
  signers?: readonly [FixedKey, ...FixedKey[]];
}

/** The file of these decisions in a log of their own and others' entries. */
function fileOf(form: PublishedForm, decided: readonly Made[], place: Place = {}): EvidenceFile {
  const { before = 0, between = 0, after = 0, signers = [keys.first] } = place;
  let others = 0;
  const otherLeaves = (count: number) => Array.from({ length: count }, () => otherLeaf(++others));
  const first = decided.filter(({ record }) => record.submission !== undefined);
  const later = decided.filter(({ record }) => record.submission === undefined);
  const leaves = [
    ...otherLeaves(before),
    ...first.map(({ leaf }) => leaf),
    ...otherLeaves(between),
    ...later.map(({ leaf }) => leaf),
    ...otherLeaves(after),
  ];
  const texts = Object.values(notices).filter(({ id }) =>
    decided.some(({ record }) => record.notice.id === id),
  );
  return {
    v: 1,
    type: 'jinjian-evidence',
    generatedAt: '2026-03-05T02:00:00.000Z',
    tenant: { id: tenant, legalName: '惠开科技（示例）有限公司', uscc: '91310000100000002N' },
    lead: { id: lead, createdAt: new Date(submittedMs).toISOString(), erased: false },
    form,
    notices: texts,
    decisions: [...first, ...later].map(({ record, salt, leaf }) => {
      const index = leaves.indexOf(leaf);
      // As it is in a file: without the members that are undefined.
      return { record: JSON.parse(JSON.stringify(record)), salt, leaf, index, proof: proofOf(leaves, index) };
    }),
    log: { key: signers[0].line, checkpoint: signedCheckpoint(leaves, signers), rollovers: [] },
    deliveries: [
      {
        type: 'lead.created',
        recipient: 'self',
        legalName: '惠开科技（示例）有限公司',
        destination: 'crm',
        state: 'delivered',
        attempts: [
          { at: '2026-03-01T08:00:00.040Z', outcome: 'failed', status: 503, reason: 'http_status' },
          { at: '2026-03-01T08:00:05.120Z', outcome: 'delivered', status: 200 },
        ],
      },
    ],
    attribution: {
      model: 'last',
      reason: 'last_touch',
      credited: 'ABCDEFGH23',
      chain: [{ code: 'ABCDEFGH23', promoter: 'pr_1', kind: 'staff', level: 1 }],
    },
  };
}

function goodFiles(): Record<string, EvidenceFile> {
  salts = 0;
  const single = formOf([privacy]);
  const whole = formOf([privacy, provide, marketing]);
  const privacyGrant = made(whole, privacy, { ...onForm, ...phone });
  const provideGrant = made(whole, provide, { ...onForm, ...phone, ref: 'ABCDEFGH23' });
  const refusal = made(whole, marketing, { ...onForm, ...phone, decision: 'refused' });
  const withdrawal = made(whole, provide, {
    lead,
    channel: 'receipt',
    decision: 'withdrawn',
    atMs: submittedMs + 90 * minuteMs,
  });
  const authorisation = made(whole, query, {
    lead,
    channel: 'authorisation',
    atMs: submittedMs + 600 * minuteMs,
    authorisation: { id: 'au_aaaabbbbccccddddeeeeffffgg', method: 'phone_number', readingMs: 48_200 },
    presentation: { fontPx: 16, contrast: null, visibleMs: 41_000, scrolledToEnd: true, trusted: true },
  });
  const withdrawn = fileOf(whole, [privacyGrant, provideGrant, withdrawal], {
    before: 2,
    between: 1,
    after: 2,
  });
  const rolled = fileOf(whole, [privacyGrant, provideGrant], { before: 1, signers: [keys.second] });
  const rolledTwice = fileOf(whole, [privacyGrant, refusal], { signers: [keys.third] });
  return {
    'one-grant': fileOf(single, [made(single, privacy, onForm)]),
    several: fileOf(whole, [privacyGrant, provideGrant, refusal], { before: 3, after: 1 }),
    refused: fileOf(whole, [privacyGrant, made(whole, provide, { ...onForm, decision: 'refused' }), refusal]),
    withdrawn,
    authorised: fileOf(whole, [privacyGrant, authorisation], { between: 4, after: 6 }),
    erased: {
      ...withdrawn,
      lead: { ...withdrawn.lead, erased: true },
      decisions: withdrawn.decisions.map((decision) => ({ ...decision, record: null, salt: null })),
    },
    'co-signed': fileOf(whole, [privacyGrant, refusal], { after: 3, signers: [keys.second, keys.first] }),
    'rolled-over': { ...rolled, log: { ...rolled.log, rollovers: [rollover(keys.first, keys.second)] } },
    'rolled-over-twice': {
      ...rolledTwice,
      log: {
        ...rolledTwice.log,
        rollovers: [rollover(keys.first, keys.second), rollover(keys.second, keys.third)],
      },
    },
    'larger-log': fileOf(whole, [privacyGrant, provideGrant, withdrawal], {
      before: 517,
      between: 300,
      after: 180,
    }),
    ...namedFiles(whole, [privacyGrant, provideGrant]),
  };
}

/** Those with records of version 2, and what an old verifier has not met. */
function namedFiles(whole: PublishedForm, old: readonly Made[]): Record<string, EvidenceFile> {
  const grants = [
    made(whole, privacy, { ...onForm, ...phone }, 2),
    made(whole, provide, { ...onForm, ...phone, ref: 'ABCDEFGH23' }, 2),
    made(whole, marketing, { ...onForm, ...phone, decision: 'refused' }, 2),
  ];
  const withdrawal = made(
    whole,
    provide,
    { channel: 'receipt', decision: 'withdrawn', atMs: submittedMs + 90 * minuteMs },
    2,
  );
  const place = { before: 2, between: 1, after: 2 };
  const named = fileOf(whole, [...grants, withdrawal], place);
  const extended = {
    ...named,
    attested: { by: '某某公证处', on: ['2026-03-05'] },
    lead: { ...named.lead, source: 'partner' },
    notices: [...named.notices, notices.query],
    decisions: named.decisions.map((decision) => ({ ...decision, remark: '已电话核实' })),
    log: { ...named.log, checkpoint: cosigned(named.log.checkpoint), mirror: 'mirror.example.cn' },
  };
  return {
    'lead-named': named,
    'lead-named-later': fileOf(whole, [...old, withdrawal], place),
    'erased-in-part': {
      ...named,
      decisions: named.decisions.map((decision, at) => (at < 2 ? { ...decision, ...gone } : decision)),
    },
    extended,
  };
}

const gone = { record: null, salt: null };

/** By name. */
export const good = goodFiles();
