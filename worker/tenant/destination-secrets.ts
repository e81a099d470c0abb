/** Owns the secrets of destinations, each sealed for its own destination and member; must not know what they open. */
import { type Finding, isRefusal, type Refusal } from '../../contract/problem.ts';
import type { DestinationKind } from '../delivery/adapter.ts';
import { adapterOf } from '../delivery/adapters.ts';
import { webhookSecretFrom } from '../delivery/webhook-signature.ts';
import { resealSecret, sealSecret, unsealSecret } from '../sealing/envelope.ts';
import type { TenantContext } from './context.ts';
import { secretContext } from './profile.ts';

/** The sealed columns of a destination's row. */
export type SealedSecrets = {
  secret: string | null;
  previous_secret: string | null;
  config_secrets: string;
};

/** Sealed secrets of a configuration by member. */
export type SealedMembers = Readonly<Record<string, string>>;

export function sealedMembersOf({ config_secrets }: Pick<SealedSecrets, 'config_secrets'>): SealedMembers {
  return JSON.parse(config_secrets);
}

/** Everything of a destination that needs a master key to open. */
export function sealedSecretsOf(row: SealedSecrets): string[] {
  const all = [row.secret, row.previous_secret, ...Object.values(sealedMembersOf(row))];
  return all.filter((sealed) => sealed !== null);
}

/** A webhook's signing secret: in clear for the one answer that shows it, and as it is kept. */
export interface NewSigning {
  secret: string;
  sealed: string;
}

/** The secrets of a draft, sealed for its destination. */
export interface SealedDraft {
  signing: NewSigning;
  members: SealedMembers;
}

/** The context of a webhook's signing secrets. */
function signingContext(context: TenantContext, id: string): string {
  return secretContext(context.profile().id, `destination/${id}`);
}

function memberContext(context: TenantContext, id: string, member: string): string {
  return secretContext(context.profile().id, `destination/${id}/${member}`);
}

async function each(
  members: Readonly<Record<string, string>>,
  work: (text: string, member: string) => Promise<string>,
): Promise<Record<string, string>> {
  const done = Object.entries(members).map(
    async ([member, text]) => [member, await work(text, member)] as const,
  );
  return Object.fromEntries(await Promise.all(done));
}

/** A secret for a webhook to sign with, not in use yet. */
export async function newSigning(context: TenantContext, id: string): Promise<NewSigning> {
  const secret = webhookSecretFrom(context.random(32));
  return { secret, sealed: await sealSecret(await context.keys(), signingContext(context, id), secret) };
}

/** @param secrets by member; null stands for one that is taken away */
export async function sealDraft(
  context: TenantContext,
  id: string,
  secrets: Readonly<Record<string, string | null>>,
): Promise<SealedDraft> {
  const keys = await context.keys();
  const given = Object.entries(secrets).filter((entry): entry is [string, string] => entry[1] !== null);
  const [signing, members] = await Promise.all([
    newSigning(context, id),
    each(Object.fromEntries(given), (secret, member) =>
      sealSecret(keys, memberContext(context, id, member), secret),
    ),
  ]);
  return { signing, members };
}

/** A finding for each secret that a kind asks for and that is not there. */
export function missingSecrets(kind: DestinationKind, sealed: SealedMembers): Finding[] {
  return Object.entries(adapterOf(kind).members)
    .filter(([name, { isRequired, isSecret }]) => isRequired && isSecret && sealed[name] === undefined)
    .map(([name]) => ({ path: `config.${name}`, code: 'missing_secret' }));
}

/** The secrets in clear, or `key_missing`. */
export async function openMembers(
  context: TenantContext,
  id: string,
  members: SealedMembers,
): Promise<Record<string, string> | Refusal> {
  const keys = await context.keys();
  const opened: Record<string, string> = {};
  for (const [member, sealed] of Object.entries(members)) {
    const secret = await unsealSecret(keys, memberContext(context, id, member), sealed);
    if (isRefusal(secret)) return secret;
    opened[member] = secret;
  }
  return opened;
}

/** The secrets that a webhook is signed with now: the current one, and during a rotation the one before. Or `key_missing`. */
export async function openSigning(
  context: TenantContext,
  row: SealedSecrets & { id: string; previous_until: number | null },
): Promise<Record<string, string> | Refusal> {
  const keys = await context.keys();
  const isOverlap = row.previous_until !== null && context.now() < row.previous_until;
  const live = { secret: row.secret, previousSecret: isOverlap ? row.previous_secret : null };
  const opened: Record<string, string> = {};
  for (const [name, sealed] of Object.entries(live)) {
    if (sealed === null) continue;
    const secret = await unsealSecret(keys, signingContext(context, row.id), sealed);
    if (isRefusal(secret)) return secret;
    opened[name] = secret;
  }
  return opened;
}

/** The same secrets under the active master key, as far as the keys that they are under are configured. */
export async function resealed(
  context: TenantContext,
  row: SealedSecrets & { id: string },
): Promise<SealedSecrets> {
  const keys = await context.keys();
  const signing = (sealed: string | null) =>
    sealed === null ? null : resealSecret(keys, signingContext(context, row.id), sealed);
  const members = await each(sealedMembersOf(row), (sealed, member) =>
    resealSecret(keys, memberContext(context, row.id, member), sealed),
  );
  return {
    secret: await signing(row.secret),
    previous_secret: await signing(row.previous_secret),
    config_secrets: JSON.stringify(members),
  };
}
