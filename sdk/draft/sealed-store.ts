/** Owns texts that outlive a reload of the tab: sealed in localStorage, their key in sessionStorage; must not know what they say. */
import { sealName } from './draft-mark.ts';
import { isAlive, newKeyText, savedAtOf, seal, unseal } from './envelope.ts';

export type Kind = 'draft' | 'outbox' | 'receipt';

export interface SealedStore {
  /**
   * Keeps this text instead of the one before: in memory at once, sealed on disk after `delayMs` without another.
   * Where storage or crypto.subtle is missing or throws, in memory only. Never throws.
   */
  save(text: string, delayMs?: number): void;
  /** What was kept less than 24 hours ago in this page, or else in this tab; null for anything that can't be trusted. */
  load(): Promise<string | null>;
  drop(): void;
}

interface Kept {
  text: string;
  savedAtMs: number;
}

/** By form, kind and seat; what is not in here any more is not written any more. */
const memory = new Map<string, Kept>();
/** What waits to be written, by the same names. */
const pending = new Map<string, () => void>();

/**
 * One place per kind, tenant, form and seat: every store of the same four is the same.
 * @param seat which of several elements of the form on the page, from 0 (seat.ts)
 */
export function createSealedStore(kind: Kind, tenant: string, form: string, seat: number = 0): SealedStore {
  const label = { kind: kind + (seat ? seat + 1 : ''), tenant, form };
  const prefix = `jinjian:${tenant}/${form}:`;
  const name = prefix + label.kind;

  const write = async (kept: Kept): Promise<void> => {
    try {
      const { slot, keyText } = keyOfTab(tenant, form);
      const envelope = await seal(kept.text, label, keyText, kept.savedAtMs);
      // Another text, or none, is wanted by now.
      if (memory.get(name) !== kept) return;
      // The other kind was dropped meanwhile, and the key with it.
      if (readKey(tenant, form)?.slot !== slot) return write(kept);
      // Not by the time of this text: another may have been kept since, and is not of the future.
      sweep(Date.now());
      localStorage.setItem(`${name}:${slot}`, envelope);
    } catch {
      // Full, or forbidden: what is there is older than what was meant to be.
      erase();
    }
  };
  /** Off the disk, and the key too when nothing is left that it opens. */
  const erase = () => {
    try {
      const { slot } = readKey(tenant, form) ?? {};
      localStorage.removeItem(`${name}:${slot}`);
      const isSealed = (key: string) => key.startsWith(prefix) && key.endsWith(`:${slot}`);
      const isNeeded =
        Array.from(pending.keys()).some((one) => one.startsWith(prefix)) ||
        Object.keys(localStorage).some(isSealed);
      if (!isNeeded) sessionStorage.removeItem(sealName(tenant, form));
    } catch {}
  };
  const drop = () => {
    memory.delete(name);
    settle(name);
    erase();
  };

  return {
    drop,
    save(text, delayMs = 0) {
      const kept = { text, savedAtMs: Date.now() };
      memory.set(name, kept);
      settle(name);
      postpone(name, delayMs, () => write(kept));
    },
    async load() {
      const kept = memory.get(name);
      if (kept && isAlive(kept.savedAtMs, Date.now())) return kept.text;
      try {
        const { slot, keyText } = readKey(tenant, form) ?? {};
        const envelope = slot && localStorage.getItem(`${name}:${slot}`);
        if (keyText && envelope && isAlive(savedAtOf(envelope), Date.now()))
          return await unseal(envelope, label, keyText);
      } catch {}
      // Saved meanwhile is not what could not be opened.
      if (memory.get(name) === kept) drop();
      return null;
    },
  };
}

/** Which of several tabs' envelopes is this tab's, and the key to it. */
function readKey(tenant: string, form: string): { slot: string; keyText: string } | null {
  const held = sessionStorage.getItem(sealName(tenant, form)) ?? '';
  const [, slot, keyText] = /^(\w{12})\.([\w+/]{43}=)$/.exec(held) ?? [];
  return slot && keyText ? { slot, keyText } : null;
}

function keyOfTab(tenant: string, form: string): { slot: string; keyText: string } {
  const known = readKey(tenant, form);
  if (known) return known;
  const slot = Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
  const keyText = newKeyText();
  sessionStorage.setItem(sealName(tenant, form), `${slot}.${keyText}`);
  // A page's stand-in may keep nothing and say nothing; without its key an envelope is of no use.
  if (readKey(tenant, form)?.slot !== slot) throw new Error('this storage keeps nothing');
  return { slot, keyText };
}

/** Takes away what closed tabs left behind: nobody has their keys, but nothing should lie about for years either. */
function sweep(nowMs: number): void {
  for (const key of Object.keys(localStorage)) {
    if (!/^jinjian:.+:(?:draft|outbox|receipt)\d*:\w{12}$/.test(key)) continue;
    if (!isAlive(savedAtOf(localStorage.getItem(key) ?? ''), nowMs)) localStorage.removeItem(key);
  }
}

/** Events after which the page may be gone before its timers run. */
const lastCalls = ['beforeunload', 'pagehide', 'visibilitychange'];

function postpone(name: string, delayMs: number, run: () => void): void {
  const act = () => {
    settle(name);
    run();
  };
  const timer = setTimeout(act, delayMs);
  for (const type of lastCalls) addEventListener(type, act);
  pending.set(name, () => {
    clearTimeout(timer);
    for (const type of lastCalls) removeEventListener(type, act);
  });
}

/** Calls off what waits to be written. */
function settle(name: string): void {
  pending.get(name)?.();
  pending.delete(name);
}
