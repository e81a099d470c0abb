/** Owns receipts that applicants asked this phone to keep, each sealed under their own number; must not show or ask. */
import { normalisePhone } from '../../../contract/fields/phone.ts';
import { seal, unseal } from '../../draft/envelope.ts';
import { declinedKey } from '../../form/consents/declined-key.ts';
import { type KeptReceipt, parseReceipt } from './tab-receipt.ts';

/** Beside the notes on consents: no notice's id has a colon. */
const member = ':kept';
const livesMs = 180 * 86_400_000;
/** OWASP Password Storage Cheat Sheet, 2023, for PBKDF2 with SHA-256. */
const rounds = 600_000;

interface Kept {
  atMs: number;
  salt: string;
  envelope: string;
}

export interface PhoneReceipts {
  /** When one was kept; null where there is none. */
  keptAtMs(): number | null;
  /** False in a browser that keeps nothing or can't seal. */
  keep(accepted: KeptReceipt, phone: string): Promise<boolean>;
  /** Null for another number than it was kept under. */
  open(phone: string): Promise<KeptReceipt | null>;
  forget(): void;
}

/**
 * Whoever else holds the phone learns that somebody applied here, which is what its owner asked for, and no more: the
 * receipt's address is opened by the number alone, and 600,000 rounds make trying all of them a matter of years.
 */
export function createPhoneReceipts(tenant: string, form: string): PhoneReceipts {
  const label = { kind: 'kept', tenant, form };
  const all = (): Record<string, unknown> => {
    try {
      return { ...Object(JSON.parse(localStorage.getItem(declinedKey(tenant)) ?? '{}')) };
    } catch {
      return {};
    }
  };
  const read = (): Kept | null => {
    const { atMs, salt, envelope } = Object(Object(all()[member])[form]);
    const age = Date.now() - Number(atMs);
    const isKept = typeof salt === 'string' && typeof envelope === 'string';
    return isKept && age >= 0 && age < livesMs ? { atMs: Number(atMs), salt, envelope } : null;
  };
  const write = (kept: Kept | null): boolean => {
    const { [member]: before, ...rest } = all();
    const { [form]: _, ...others } = Object(before);
    const receipts = kept ? { ...others, [form]: kept } : others;
    const note = Object.keys(receipts).length > 0 ? { ...rest, [member]: receipts } : rest;
    try {
      if (Object.keys(note).length > 0) localStorage.setItem(declinedKey(tenant), JSON.stringify(note));
      else localStorage.removeItem(declinedKey(tenant));
      return read()?.envelope === kept?.envelope;
    } catch {
      return false;
    }
  };
  return {
    keptAtMs: () => read()?.atMs ?? null,
    async keep({ receipt, share }, phone) {
      try {
        const salt = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
        const atMs = Date.now();
        const envelope = await seal(
          JSON.stringify({ receipt, share }),
          label,
          await keyOf(phone, salt),
          atMs,
        );
        return write({ atMs, salt, envelope });
      } catch {
        // No crypto.subtle on a page without https.
        return false;
      }
    },
    async open(phone) {
      const kept = read();
      try {
        return kept && parseReceipt(await unseal(kept.envelope, label, await keyOf(phone, kept.salt)));
      } catch {
        return null;
      }
    },
    forget: () => void write(null),
  };
}

async function keyOf(phone: string, salt: string): Promise<string> {
  const typed = new TextEncoder().encode(normalisePhone(phone));
  const secret = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveBits']);
  const bytes = Uint8Array.from(atob(salt), (sign) => sign.charCodeAt(0));
  const bits = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt: bytes, iterations: rounds },
    secret,
    256,
  );
  return btoa(String.fromCharCode(...new Uint8Array(bits)));
}
