/** Owns a tenant's Durable Object: storage opened, parts wired, calls passed on; rules live in the leaves, not here. */
import { DurableObject } from 'cloudflare:workers';
import type { Refusal } from '../../contract/problem.ts';
import type { Verdict } from '../delivery/verdict.ts';
import { readOrigin } from '../encoding/host-name.ts';
import { openByFetch } from '../outbound/by-fetch.ts';
import { openBySocket } from '../outbound/by-socket.ts';
import { parseMasterKeys } from '../sealing/master-keys.ts';
import { announced } from '../watched/announce.ts';
import { type AcceptedLead, accept, type SealedSubmission } from './accept.ts';
import { operatorAt } from './audit/audit-log.ts';
import { openPage, type PageOfAuthorisation } from './authorisation/open-page.ts';
import {
  type DecidedView,
  isSignerOf,
  type SealedSigning,
  sign,
  type ToSign,
  toSign,
} from './authorisation/sign.ts';
import { TenantContext } from './context.ts';
import { ping } from './delivery/ping.ts';
import { type Preview, type PreviewAsked, preview } from './delivery/preview.ts';
import { type Gate, gateOf } from './gate.ts';
import { GroupCommit } from './group-commit.ts';
import { type Actor, createKey } from './keys.ts';
import { measuresOf, type TenantMeasures } from './measures.ts';
import { migrate } from './migrate.ts';
import { makeParts, type Parts } from './parts.ts';
import { createProfile, type NewTenant } from './profile.ts';
import type { KeyRegistry } from './rekeying/key-use.ts';
import { erase } from './rights/erase.ts';

/** The bindings that a tenant object uses. */
export interface TenantEnv {
  /** `k2:<base64 32 bytes>,k1:…`: the first is active, the others still open what they sealed. */
  JINJIAN_MASTER_KEYS: string;
  /** `any` allows http and private addresses as destinations: development and tests only. */
  JINJIAN_TARGETS?: string;
  /** Origin under which people reach this server; without one it answers nothing. The log's name is made of it. */
  JINJIAN_PUBLIC_URL?: string;
  /** Given by `serve`, whose watchdog is told of what may take long. */
  JINJIAN_SERVE?: object;
  /** The directory, as far as a tenant knows it. */
  DIRECTORY: { idFromName(name: string): DurableObjectId; get(id: DurableObjectId): KeyRegistry };
}

/** The parts are reached over RPC as properties: `stub.links.create(…)`. Only this Worker holds the binding. */
export class TenantObject extends DurableObject<TenantEnv> {
  readonly #context: TenantContext;
  readonly #groupCommit: GroupCommit;
  readonly #parts: Parts;

  constructor(ctx: DurableObjectState, env: TenantEnv) {
    super(ctx, env);
    migrate(ctx.storage);
    const context = new TenantContext(
      ctx.storage,
      parseMasterKeys(env.JINJIAN_MASTER_KEYS),
      env.JINJIAN_TARGETS === 'any' ? 'any' : 'public',
      env.JINJIAN_SERVE !== undefined ? openBySocket() : openByFetch,
      () => ctx.abort('a change broke half-way'),
    );
    this.#context = context;
    this.#groupCommit = new GroupCommit(() => ctx.storage.sync());
    this.#parts = makeParts(context, {
      publicUrl: readOrigin(env.JINJIAN_PUBLIC_URL ?? ''),
      registry: () => env.DIRECTORY.get(env.DIRECTORY.idFromName('directory')),
    });
    // The alarm may have been lost with the machine; the outbox is the truth. Nothing is sent from here.
    if (context.exists()) this.#parts.agenda.arm();
  }

  get profile() {
    return this.#parts.profile;
  }
  get keys() {
    return this.#parts.keys;
  }
  get recipients() {
    return this.#parts.recipients;
  }
  get notices() {
    return this.#parts.notices;
  }
  get forms() {
    return this.#parts.forms;
  }
  get destinations() {
    return this.#parts.destinations;
  }
  get setupAdvice() {
    return this.#parts.setupAdvice;
  }
  get promoters() {
    return this.#parts.promoters;
  }
  get campaigns() {
    return this.#parts.campaigns;
  }
  get links() {
    return this.#parts.links;
  }
  get contents() {
    return this.#parts.contents;
  }
  get promoterLinks() {
    return this.#parts.promoterLinks;
  }
  get onwardLinks() {
    return this.#parts.onwardLinks;
  }
  get wechat() {
    return this.#parts.wechat;
  }
  get posters() {
    return this.#parts.posters;
  }
  get leads() {
    return this.#parts.leads;
  }
  get suppressions() {
    return this.#parts.suppressions;
  }
  get routes() {
    return this.#parts.routes;
  }
  get routing() {
    return this.#parts.routing;
  }
  get deliveries() {
    return this.#parts.deliveries;
  }
  get health() {
    return this.#parts.health;
  }
  get codes() {
    return this.#parts.codes;
  }
  get authorisations() {
    return this.#parts.authorisations;
  }
  get eSignatures() {
    return this.#parts.eSignatures;
  }
  get outcomes() {
    return this.#parts.outcomes;
  }
  get inbound() {
    return this.#parts.inbound;
  }
  get funnel() {
    return this.#parts.funnel;
  }
  get events() {
    return this.#parts.events;
  }
  get accessLog() {
    return this.#parts.accessLog;
  }
  get audit() {
    return this.#parts.audit;
  }
  get changes() {
    return this.#parts.changes;
  }
  get contentChanges() {
    return this.#parts.contentChanges;
  }
  get evidence() {
    return this.#parts.evidence;
  }
  get receipts() {
    return this.#parts.receipts;
  }
  get rights() {
    return this.#parts.rights;
  }
  get log() {
    return this.#parts.log;
  }
  get limits() {
    return this.#parts.limits;
  }

  /**
   * Creates the tenant in this object and its first owner key. Called by the directory alone, which notes the master key.
   * @param network where the operator called from
   */
  create(tenant: NewTenant, network?: string): { apiKey: string; masterKey: string } {
    return this.ctx.storage.transactionSync(() => {
      createProfile(this.#context, tenant);
      this.#parts.keyUse.start(this.#context.activeKeyId);
      const { id, key } = createKey(this.#context, 'owner', 'first owner key');
      this.#parts.audit.add(operatorAt(network), {
        type: 'tenant.created',
        concerns: tenant.id,
        after: { name: tenant.name, origins: tenant.origins, key: id },
      });
      return { apiKey: key, masterKey: this.#context.activeKeyId };
    });
  }

  gate(): Gate {
    return gateOf(this.#context.profile());
  }

  /** Called to have the object look at what it has to do: being there for the call, it has set its alarm. */
  wake(): void {
    this.#parts.agenda.arm();
  }

  /** What the operator is told (`GET /metrics`). */
  measures(): Promise<TenantMeasures> {
    return measuresOf(this.#context, this.#parts);
  }

  /** Each submission is a transaction of its own; those that come while one is committed share the next commit. */
  async accept(sealed: SealedSubmission): Promise<AcceptedLead | Refusal> {
    // Only the first lead after a key rotation waits: nothing may be stored under a key that nobody knows to be needed.
    const { keyUse } = this.#parts;
    if (!keyUse.isNoted(sealed.envelope.keyId)) await keyUse.ensure(sealed.envelope.keyId);
    return this.#groupCommit.run(() => {
      const outcome = accept(this.#context, this.#parts, sealed);
      if ('lead' in outcome && !outcome.isReplay) {
        // Spent once the lead is committed, so that what is refused costs no second solving.
        if (sealed.challenge !== null) this.#parts.spentChallenges.add(sealed.challenge, this.#context.now());
        this.#parts.dispatcher.wake();
      }
      return outcome;
    });
  }

  eraseLead(id: string, actor: Actor): { erased: true } | Refusal {
    const outcome = erase(this.#context, this.#parts, id, actor);
    this.#parts.dispatcher.wake();
    return outcome;
  }

  /** What the page of an authorisation shows; that it was opened is noted, unless only its head was asked for. */
  openAuthorisation(id: string, isRead: boolean): Promise<PageOfAuthorisation | null> {
    return openPage(this.#context, this.#parts, id, isRead);
  }

  authorisationToSign(id: string): Promise<ToSign | null> {
    return toSign(this.#context, this.#parts, id);
  }

  /** Whether one of these digests is that of the phone behind an authorisation. For the sending of a code alone. */
  isSigner(id: string, phoneKeys: Uint8Array[]): boolean {
    return isSignerOf(this.#parts, id, phoneKeys);
  }

  async sign(signing: SealedSigning): Promise<{ decided: DecidedView; isReplay: boolean } | Refusal> {
    await this.#parts.keyUse.ensure(signing.envelope.keyId);
    const outcome = sign(this.#context, this.#parts, signing);
    this.#parts.dispatcher.wake();
    return outcome;
  }

  /** Size and root of the ledger, as a checkpoint will state them. */
  ledgerHead(): { size: number; root: Uint8Array } {
    return this.#parts.ledger.head();
  }

  /** Sends a destination a `ping` now and tells what came of it. */
  pingDestination(id: string): Promise<{ id: string; verdict: Verdict } | Refusal> {
    return ping(this.#context, this.#parts, id);
  }

  /** What a destination would be sent. Nothing is. */
  previewDestination(id: string, asked: PreviewAsked): Promise<Preview | Refusal> {
    return preview(this.#context, this.#parts, id, asked);
  }

  override alarm(): Promise<void> {
    if (this.env.JINJIAN_SERVE === undefined || !this.#context.exists()) return this.#wake();
    const { id } = this.#context.profile();
    return announced(`alarm-${id}`, `what was due of ${id}`, () => this.#wake());
  }

  async #wake(): Promise<void> {
    const { agenda, authorisations, dispatcher, housekeeping } = this.#parts;
    agenda.wentOff();
    try {
      authorisations.run(this.#context.now());
      await dispatcher.run(housekeeping.run());
    } finally {
      agenda.arm();
    }
  }
}
