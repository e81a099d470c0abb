/** Owns how destinations may report outcomes: who is let in, and what their words mean; must not record what they say. */
import { RpcTarget } from 'cloudflare:workers';
import { timingSafeEqual } from 'node:crypto';
import { isRefusal, type Refusal, refuse } from '../../../contract/problem.ts';
import type { DestinationKind } from '../../delivery/adapter.ts';
import { isSigned, type SignedMessage } from '../../delivery/webhook-check.ts';
import { toBase32 } from '../../encoding/bytes.ts';
import { sha256 } from '../../encoding/digest.ts';
import {
  defaultFields,
  type ReportFields,
  type Stages,
  stagesOf,
  zoneOf,
} from '../../outcomes/stage-words.ts';
import type { Zone } from '../../outcomes/told-time.ts';
import type { TenantContext } from '../context.ts';
import { openSigning } from '../destination-secrets.ts';
import type { DestinationStore } from '../destinations.ts';
import { blobOf, bytesOf, firstRow, timeText } from '../rows.ts';

/** What a tenant says of a destination's messages; the rest is as the kind has it. */
export interface InboundDraft {
  stages?: Stages | undefined;
  fields?: { [name in keyof ReportFields]?: string | undefined } | undefined;
  /** False keeps the token that there is. */
  rotate: boolean;
}

export interface InboundView {
  kind: DestinationKind;
  /** Signs what it reports with the secret that signs what it is sent; or shows a token. */
  proof: 'signature' | 'token';
  /** Absent where the message is read as ours. */
  stages?: Stages;
  fields?: ReportFields;
  createdAt?: string;
}

/** A destination that has proven itself. `mapping` is absent where its messages have our own form. */
export interface Admitted {
  destination: number;
  mapping?: { stages: Stages; fields: ReportFields; zone: Zone };
}

/** What a message brings to prove who sent it. */
export interface Proof {
  token: string | null;
  signed: SignedMessage | null;
}

type InboundRow = { token_hash: ArrayBuffer; stages: string; fields: string; created_at: number };

export class InboundStore extends RpcTarget {
  readonly #context: TenantContext;
  readonly #destinations: DestinationStore;

  constructor(context: TenantContext, destinations: DestinationStore) {
    super();
    this.#context = context;
    this.#destinations = destinations;
  }

  /** Opens the way back, or changes it. The token is in this answer only; the one before it ends at once. */
  open(id: string, draft: InboundDraft): (InboundView & { token?: string }) | Refusal {
    const context = this.#context;
    const destination = this.#destinations.row(id);
    if (destination === undefined) return refuse('not_found');
    if (destination.kind === 'webhook') return { kind: destination.kind, proof: 'signature' };
    const before = this.#row(destination.number);
    const token = before === undefined || draft.rotate ? `it_${toBase32(context.random(20))}` : undefined;
    context.sql.exec(
      `INSERT INTO inbound (destination, token_hash, stages, fields, created_at) VALUES (?1, ?2, ?3, ?4, ?5)
       ON CONFLICT (destination) DO UPDATE SET token_hash = ?2, stages = ?3, fields = ?4, created_at = ?5`,
      destination.number,
      token === undefined ? (before?.token_hash ?? null) : blobOf(sha256(token)),
      JSON.stringify(draft.stages ?? JSON.parse(before?.stages ?? '{}')),
      JSON.stringify(draft.fields ?? JSON.parse(before?.fields ?? '{}')),
      token === undefined ? (before?.created_at ?? null) : context.now(),
    );
    const view = this.view(id);
    if (view === null) throw new Error('a way back that was just opened is not there');
    return token === undefined ? view : { ...view, token };
  }

  /** Null where there is no such destination, or its way back was never opened. */
  view(id: string): InboundView | null {
    const destination = this.#destinations.row(id);
    if (destination === undefined) return null;
    const { kind } = destination;
    if (kind === 'webhook') return { kind, proof: 'signature' };
    const row = this.#row(destination.number);
    if (row === undefined) return null;
    return { kind, proof: 'token', ...mappingOf(kind, row), createdAt: timeText(row.created_at) };
  }

  /** Closes the way back: its token opens nothing any more. */
  close(id: string): { closed: true } | Refusal {
    const destination = this.#destinations.row(id);
    if (destination === undefined) return refuse('not_found');
    const { rowsWritten } = this.#context.sql.exec(
      'DELETE FROM inbound WHERE destination = ?',
      destination.number,
    );
    return rowsWritten === 0 ? refuse('not_found') : { closed: true };
  }

  /** Lets a destination in that proves itself; every other gets one answer, whether or not there is such a destination. */
  async admit(id: string, { token, signed }: Proof): Promise<Admitted | Refusal> {
    const destination = this.#destinations.row(id);
    if (destination === undefined) return refuse('unauthorized');
    if (destination.kind === 'webhook') {
      if (signed === null) return refuse('unauthorized');
      const signing = await openSigning(this.#context, destination);
      if (isRefusal(signing)) return signing;
      const secrets = Object.values(signing);
      const isKnown = await isSigned(signed, secrets, this.#context.now());
      return isKnown ? { destination: destination.number } : refuse('unauthorized');
    }
    const row = this.#row(destination.number);
    if (row === undefined || token === null) return refuse('unauthorized');
    if (!timingSafeEqual(sha256(token), bytesOf(row.token_hash))) return refuse('unauthorized');
    return {
      destination: destination.number,
      mapping: { ...mappingOf(destination.kind, row), zone: zoneOf(destination.kind) },
    };
  }

  #row(destination: number): InboundRow | undefined {
    return firstRow<InboundRow>(
      this.#context.sql,
      'SELECT * FROM inbound WHERE destination = ?',
      destination,
    );
  }
}

function mappingOf(kind: DestinationKind, row: InboundRow): { stages: Stages; fields: ReportFields } {
  return {
    stages: stagesOf(kind, JSON.parse(row.stages)),
    fields: { ...defaultFields, ...JSON.parse(row.fields) },
  };
}
