/** Owns the signing of an authorisation at an e-signature provider: its start, and what the provider says came of it; no HTTP answers. */
import type { SignedDocumentTerms } from '../../contract/authorisation.ts';
import { isRefusal, type Refusal, refuse } from '../../contract/problem.ts';
import { unsafeTarget } from '../delivery/target-safety.ts';
import { chosenProvider } from '../e-signing/chosen-provider.ts';
import type { Callback, ProviderTrouble, SignatureProvider } from '../e-signing/provider.ts';
import { toHex } from '../encoding/bytes.ts';
import { sha256 } from '../encoding/digest.ts';
import type { Env } from '../env.ts';
import type { ClearSigner } from '../tenant/authorisation/clear-signer.ts';
import type { StandingFlow } from '../tenant/authorisation/e-signatures.ts';
import type { DecidedView, ToSign } from '../tenant/authorisation/sign.ts';
import type { Gate } from '../tenant/gate.ts';
import { judgeGrant, type SignedAnswer, sealedSigning, signingSchema } from './authorisations.ts';
import { readShape } from './read-shape.ts';
import { type TenantStub, tenantKeys } from './tenants.ts';

export const eSigningSchema = signingSchema
  .pick({ digest: true, presentation: true, confirmed: true })
  .meta({ id: 'ESigning' });

export interface ESigningCall {
  env: Env;
  stub: TenantStub;
  tenant: string;
  /** The authorisation's id. */
  id: string;
  nowMs: number;
  publicUrl: string;
}

/** What is to be signed, as one page. */
export type DocumentOf = (asked: ToSign, signer: ClearSigner) => string;

interface Chosen {
  name: string;
  provider: SignatureProvider;
}

/** The tenant's provider with its secret in clear; null when none is set up. */
async function providerOf({ env, stub, nowMs }: ESigningCall): Promise<Chosen | null | Refusal> {
  const { signing } = (await stub.profile.view()).settings;
  if (signing === undefined) return null;
  const appSecret: string | null | Refusal = await stub.profile.secret('signing.appSecret');
  if (isRefusal(appSecret)) return appSecret;
  const isDevelopment = env.JINJIAN_TARGETS === 'any';
  const provider = chosenProvider(
    { ...signing, appSecret: appSecret ?? '' },
    {
      isDevelopment,
      nowMs: () => nowMs,
      isSafeUrl: (url) => unsafeTarget(url.split('#', 1)[0] ?? '', isDevelopment ? 'any' : 'public') === null,
    },
  );
  return provider === null ? null : { name: signing.provider ?? '', provider };
}

/** For the operator: the provider and its reason, nothing of the person. */
function failed(call: ESigningCall, { name }: Chosen, { trouble }: ProviderTrouble): Refusal {
  console.error('an e-signature provider failed', call.tenant, name, trouble);
  return refuse('signing_failed');
}

function returnUrl({ publicUrl, id }: ESigningCall): string {
  return `${publicUrl}/a/${id}`;
}

/**
 * Judged as any grant is before it leaves: the text, how it was shown, how long it was read. The same flow is answered
 * until it ends, however often it is asked for.
 */
export async function startESigning(
  call: ESigningCall & { gate: Gate },
  body: unknown,
  documentOf: DocumentOf,
): Promise<{ url: string } | Refusal> {
  const { stub, id, nowMs } = call;
  const shape = readShape(eSigningSchema, body);
  if (!shape.success) {
    return refuse(
      'invalid_request',
      shape.error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), code: 'invalid_shape' })),
    );
  }
  const asked: ToSign | null = await stub.authorisationToSign(id);
  if (asked === null) return refuse('not_found');
  if (shape.data.digest !== asked.notice.digest) return refuse('consent_outdated');
  if (asked.decided !== null) return refuse('authorisation_decided');
  if (asked.hasEnded) return refuse('link_gone');
  if (!asked.means.eSign) return refuse('signing_unavailable');
  const refused = judgeGrant(call, asked, shape.data);
  if (refused !== null) return refused;
  const chosen = await providerOf(call);
  if (isRefusal(chosen)) return chosen;
  const signer: ClearSigner | null = await stub.eSignatures.signer(id);
  if (chosen === null || signer === null) return refuse('signing_unavailable');
  const { presentation, confirmed } = shape.data;
  const shown = {
    presentation,
    confirmed: asked.traits.filter((trait) => confirmed?.includes(trait)),
    readingMs: asked.openedAtMs === null ? undefined : nowMs - asked.openedAtMs,
  };
  const claimed: { standing: StandingFlow | null } | Refusal = await stub.eSignatures.claim(
    id,
    chosen.name,
    shown,
  );
  if (isRefusal(claimed)) return claimed;
  const begun = claimed.standing ?? (await begin(call, chosen, asked, signer, documentOf));
  if (isRefusal(begun)) return begun;
  const where = await chosen.provider.signUrl(begun.flow, signer, returnUrl(call));
  if (!('trouble' in where)) return where;
  // What the provider itself refuses will not be better at the next tap; another flow may be.
  if (where.trouble.startsWith('code_')) await stub.eSignatures.ended(id, begun.flow);
  return failed(call, chosen, where);
}

async function begin(
  call: ESigningCall,
  chosen: Chosen,
  asked: ToSign,
  signer: ClearSigner,
  documentOf: DocumentOf,
): Promise<{ flow: string } | Refusal> {
  const { stub, id, publicUrl } = call;
  const begun = await chosen.provider.begin({
    title: asked.notice.title,
    html: documentOf(asked, signer),
    signer,
    reference: id,
    returnUrl: returnUrl(call),
    callbackUrl: `${publicUrl}/v1/authorisations/${id}/e-signature/callback`,
    expiresMs: asked.expiresAtMs,
  });
  if ('trouble' in begun) {
    await stub.eSignatures.begun(id, null);
    return failed(call, chosen, begun);
  }
  await stub.eSignatures.begun(id, begun.flow);
  return begun;
}

/** `ended`: refused at the provider, or past its end; another may be begun. */
export type ESignatureState = { state: 'none' | 'open' | 'ended' } | ({ state: 'signed' } & SignedAnswer);

/**
 * What came of it, by the provider's own word: that a browser came back, or that a message arrived, proves nothing. Asked
 * twice it decides once.
 */
export async function checkESigning(call: ESigningCall): Promise<ESignatureState | Refusal> {
  const { stub, id } = call;
  const asked: ToSign | null = await stub.authorisationToSign(id);
  if (asked === null) return refuse('not_found');
  const { decided } = asked;
  if (decided !== null) {
    return decided.decision === 'granted'
      ? { state: 'signed', decided, isReplay: true }
      : refuse('authorisation_decided');
  }
  if (asked.hasEnded) return refuse('link_gone');
  const look: { standing: StandingFlow; isSoon: boolean } | null = await stub.eSignatures.look(id);
  if (look === null) return { state: 'none' };
  if (look.isSoon) return { state: 'open' };
  const chosen = await providerOf(call);
  if (isRefusal(chosen)) return chosen;
  if (chosen === null || chosen.name !== look.standing.provider) return refuse('signing_unavailable');
  const { flow } = look.standing;
  const found = await chosen.provider.find(flow);
  if ('trouble' in found) return failed(call, chosen, found);
  if (found.state === 'open') return { state: 'open' };
  if (found.state === 'ended') {
    await stub.eSignatures.ended(id, flow);
    return { state: 'ended' };
  }
  const document = await chosen.provider.document(flow);
  if ('trouble' in document) return failed(call, chosen, document);
  const terms: SignedDocumentTerms = {
    provider: chosen.name,
    flow,
    digest: digestOfFile(document.bytes),
    bytes: document.bytes.length,
    signedAt: found.finishedMs === null ? undefined : new Date(found.finishedMs).toISOString(),
  };
  return decide(call, asked, look.standing, terms);
}

async function decide(
  call: ESigningCall,
  asked: ToSign,
  { shown }: StandingFlow,
  document: SignedDocumentTerms,
): Promise<ESignatureState | Refusal> {
  const { env, stub, tenant } = call;
  const signing = await sealedSigning(
    // Where and on what it was signed the provider knows; whoever asks here may be the provider itself.
    { ...call, signer: {}, readingMs: shown.readingMs },
    await tenantKeys(env, tenant),
    asked,
    { decision: 'granted', presentation: shown.presentation, confirmed: shown.confirmed },
    { method: 'e_sign', document },
  );
  const outcome: { decided: DecidedView; isReplay: boolean } | Refusal = await stub.sign(signing);
  if (isRefusal(outcome)) return outcome;
  // Whoever asks here holds the link, and no more: the receipt is for whoever signed, who was given it before.
  const { receipt: _, ...decided } = outcome.decided;
  return { state: 'signed', decided, isReplay: outcome.isReplay };
}

/** `sha256:` + hex, as `sha256sum` tells it of the file. */
function digestOfFile(bytes: Uint8Array): string {
  return `sha256:${toHex(sha256(bytes))}`;
}

/** A provider's call is taken when its signature is right; what it says is asked of the provider all the same. */
export async function takeCallback(
  call: ESigningCall,
  callback: Callback,
): Promise<{ taken: true } | Refusal> {
  const chosen = await providerOf(call);
  if (isRefusal(chosen)) return chosen;
  if (chosen === null || !(await chosen.provider.isGenuine(callback))) return refuse('unauthorized');
  const outcome = await checkESigning(call);
  // Told again, nothing of these would be another.
  const isSettled = !isRefusal(outcome) || ['authorisation_decided', 'link_gone'].includes(outcome.refused);
  return isSettled ? { taken: true } : outcome;
}

/** The signed document as the provider has it now, and whether it is the one that the evidence names. */
export async function fetchDocument(
  call: ESigningCall,
  terms: SignedDocumentTerms,
): Promise<{ bytes: Uint8Array; isTheOne: boolean } | Refusal> {
  const chosen = await providerOf(call);
  if (isRefusal(chosen)) return chosen;
  if (chosen === null || chosen.name !== terms.provider) return refuse('signing_unavailable');
  const document = await chosen.provider.document(terms.flow);
  if ('trouble' in document) return failed(call, chosen, document);
  return { bytes: document.bytes, isTheOne: digestOfFile(document.bytes) === terms.digest };
}
