/** Owns what targets lend for a time (access tokens): kept sealed, asked for once for all who wait; must not know any flow. */
import { isRefusal } from '../../../contract/problem.ts';
import type { Access, Config, Lent, TokenFlow } from '../../delivery/adapter.ts';
import { exchange, isAnswer } from '../../delivery/send.ts';
import type { Verdict } from '../../delivery/verdict.ts';
import { digestOf } from '../../encoding/digest.ts';
import { sealSecret, unsealSecret } from '../../sealing/envelope.ts';
import type { TenantContext } from '../context.ts';
import { secretContext } from '../profile.ts';
import { firstRow } from '../rows.ts';

/** Access lent, or what came of asking for it, with the target's words. */
export type Lending = { access: Access } | { verdict: Verdict; text: string | null };

/** After a failed refresh, for so long what is still good is used without asking again. */
const restMs = 60_000;

interface Kept {
  lent: Lent;
  /** Digest of the configuration that it was lent for: it is worth nothing under another one. */
  config: string;
}

/** What access is asked for with. */
interface Asking {
  destination: number;
  config: Config;
  digest: string;
  flow: TokenFlow;
  signal: AbortSignal;
}

export class AccessStore {
  readonly #context: TenantContext;
  readonly #kept = new Map<number, Kept>();
  /** Requests for access, by destination/digest. */
  readonly #underWay = new Map<string, Promise<Lending>>();
  readonly #restUntilMs = new Map<number, number>();

  constructor(context: TenantContext) {
    this.#context = context;
  }

  /** Access that is good now; near its end, another is asked for, and it goes on serving when there is none to be had. */
  async lend(destination: number, config: Config, flow: TokenFlow, signal: AbortSignal): Promise<Lending> {
    const digest = digestOf(config);
    const asking: Asking = { destination, config, digest, flow, signal };
    const kept = await this.#find(destination, digest);
    const nowMs = this.#context.now();
    if (kept === null) return this.#ask(asking);
    const isResting = nowMs < (this.#restUntilMs.get(destination) ?? 0);
    if (nowMs < kept.refreshAtMs || isResting) return { access: kept.access };
    const lending = await this.#ask(asking);
    if ('access' in lending || this.#context.now() >= kept.expiresAtMs) return lending;
    this.#restUntilMs.set(destination, this.#context.now() + restMs);
    return { access: kept.access };
  }

  /** To be called when the target took this access for stale. Another lane may have got new access meanwhile: that stays. */
  forget(destination: number, access: Access): void {
    const kept = this.#kept.get(destination);
    if (kept === undefined || digestOf(kept.lent.access) !== digestOf(access)) return;
    this.#kept.delete(destination);
    this.#context.sql.exec('DELETE FROM destination_access WHERE destination = ?', destination);
  }

  /** Whoever asks while the target is being asked waits for the same answer. */
  #ask(asking: Asking): Promise<Lending> {
    const name = `${asking.destination}/${asking.digest}`;
    const underWay = this.#underWay.get(name);
    if (underWay !== undefined) return underWay;
    const lending = this.#request(asking).finally(() => this.#underWay.delete(name));
    this.#underWay.set(name, lending);
    return lending;
  }

  async #request({ destination, config, digest, flow, signal }: Asking): Promise<Lending> {
    const answer = await exchange(flow.request(config, this.#context.now()), {
      signal,
      open: this.#context.open,
    });
    if (!isAnswer(answer)) return { verdict: answer, text: null };
    const lent = flow.read(answer, this.#context.now(), config);
    if (!('access' in lent)) return { verdict: lent, text: answer.text };
    await this.#keep(destination, { lent, config: digest });
    return { access: lent.access };
  }

  /** One that can't be opened, its master key being gone, is no loss: another is asked for. */
  async #find(destination: number, digest: string): Promise<Lent | null> {
    const kept = this.#kept.get(destination) ?? (await this.#read(destination));
    if (kept === null || kept.config !== digest || this.#context.now() >= kept.lent.expiresAtMs) return null;
    this.#kept.set(destination, kept);
    return kept.lent;
  }

  async #read(destination: number): Promise<Kept | null> {
    const row = firstRow<{ sealed: string; refresh_at: number; expires_at: number }>(
      this.#context.sql,
      'SELECT sealed, refresh_at, expires_at FROM destination_access WHERE destination = ?',
      destination,
    );
    if (row === undefined) return null;
    const keys = await this.#context.keys();
    const text = await unsealSecret(keys, this.#secretContext(destination), row.sealed).catch(() => null);
    if (text === null || isRefusal(text)) return null;
    // Authenticated: only `#keep` can have written it.
    const { access, config }: { access: Access; config: string } = JSON.parse(text);
    return { lent: { access, refreshAtMs: row.refresh_at, expiresAtMs: row.expires_at }, config };
  }

  async #keep(destination: number, kept: Kept): Promise<void> {
    this.#kept.set(destination, kept);
    this.#restUntilMs.delete(destination);
    const { access, refreshAtMs, expiresAtMs } = kept.lent;
    const text = JSON.stringify({ access, config: kept.config });
    const sealed = await sealSecret(await this.#context.keys(), this.#secretContext(destination), text);
    // Forgotten, or replaced, while it was being sealed.
    if (this.#kept.get(destination) !== kept) return;
    this.#context.sql.exec(
      'INSERT OR REPLACE INTO destination_access (destination, sealed, refresh_at, expires_at) VALUES (?, ?, ?, ?)',
      destination,
      sealed,
      refreshAtMs,
      expiresAtMs,
    );
  }

  #secretContext(destination: number): string {
    return secretContext(this.#context.profile().id, `access/${destination}`);
  }
}
