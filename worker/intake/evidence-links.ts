/** Owns links that open a lead's evidence report for a few minutes: signed, for one lead, in the name of who asked; no HTTP. */
import { timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { fromBase64, toBase64Url, utf8 } from '../encoding/bytes.ts';
import { hmacSha256 } from '../encoding/hmac.ts';
import type { MasterKey } from '../sealing/master-keys.ts';
import { derivedSecret } from '../sealing/tenant-keys.ts';
import type { Actor } from '../tenant/keys.ts';

/** Long enough to open and print, too short to be passed on. */
export const evidenceLinkMinutes = 5;

const content = z.strictObject({
  tenant: z.string(),
  lead: z.string(),
  key: z.string(),
  role: z.enum(['owner', 'compliance']),
  /** Epoch milliseconds. */
  end: z.int(),
});
export type EvidenceLink = z.output<typeof content>;

type Masters = readonly [MasterKey, ...MasterKey[]];

const signatureOf = async (master: MasterKey, tenant: string, text: string) =>
  hmacSha256(await derivedSecret(master, tenant, 'evidence-link'), text);

/** `{content}.{signature}`, both base64url. Null for a key that may not read evidence. */
export async function signEvidenceLink(
  [active]: Masters,
  asked: { tenant: string; lead: string; actor: Actor },
  nowMs: number,
): Promise<{ token: string; endMs: number } | null> {
  const endMs = nowMs + evidenceLinkMinutes * 60_000;
  const { key, role } = asked.actor;
  const read = content.safeParse({ tenant: asked.tenant, lead: asked.lead, key, role, end: endMs });
  if (!read.success) return null;
  const text = toBase64Url(utf8.encode(JSON.stringify(read.data)));
  const signature = await signatureOf(active, asked.tenant, text);
  return { token: `${text}.${toBase64Url(signature)}`, endMs };
}

/** What the link opens; null once it has ended, and for whatever this server did not sign. */
export async function openEvidenceLink(
  masters: Masters,
  token: string,
  nowMs: number,
): Promise<EvidenceLink | null> {
  const [text = '', signature = ''] = token.split('.');
  const link = contentOf(text);
  const offered = fromBase64(signature);
  if (link === null || offered === null || link.end <= nowMs) return null;
  for (const master of masters) {
    const signed = await signatureOf(master, link.tenant, text);
    if (signed.length === offered.length && timingSafeEqual(signed, offered)) return link;
  }
  return null;
}

function contentOf(text: string): EvidenceLink | null {
  const bytes = fromBase64(text);
  if (bytes === null) return null;
  try {
    const read = content.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
