/** Owns the routes by which an authorisation is signed at an e-signature provider: start, what came of it, its document; no rules. */

import type { SignedDocumentTerms } from '../../../contract/authorisation.ts';
import { isRefusal, type Refusal, refuse } from '../../../contract/problem.ts';
import {
  checkESigning,
  type ESigningCall,
  eSigningSchema,
  fetchDocument,
  startESigning,
  takeCallback,
} from '../../intake/e-signing.ts';
import { gateOf } from '../../intake/tenants.ts';
import { json } from '../answer.ts';
import { type AskedAuthorisation, askedBy, signedAnswer } from '../asked-authorisation.ts';
import { boundedBytes } from '../bounded-body.ts';
import { type Call, param } from '../call.ts';
import { authorisationDocument } from '../pages/authorisation-document.ts';
import { readObject, submissionLimit } from '../read-body.ts';
import { noBody, publicRoute, type Route, tenantRoute } from '../route.ts';

const noStore = 'private, no-store';

function signingCall(
  { env, nowMs, publicUrl }: Call,
  { id, tenant, stub }: AskedAuthorisation,
): ESigningCall {
  return { env, nowMs, publicUrl, id, tenant, stub };
}

export const eSignatureRoutes: Route[] = [
  publicRoute({
    method: 'POST',
    path: '/v1/authorisations/:authorisation/e-signature',
    summary:
      'Begin the e-signature of an authorisation that takes one: judged as a grant is; the same flow is answered until it ends',
    answers: { 200: 'url: where the signer signs' },
    body: eSigningSchema,
    handle: async (call) => {
      const asked = await askedBy(call);
      if (isRefusal(asked)) return asked;
      const read = await readObject(call.request, submissionLimit);
      if (isRefusal(read)) return read;
      const gate = await gateOf(asked.stub, asked.tenant);
      const started = await startESigning(
        { ...signingCall(call, asked), gate },
        read.object,
        (text, signer) => authorisationDocument(text, signer, asked.id),
      );
      return isRefusal(started) ? started : json(started);
    },
  }),
  publicRoute({
    method: 'POST',
    path: '/v1/authorisations/:authorisation/e-signature/check',
    summary: 'Ask the provider what came of the e-signature; signed, it is decided by that, once',
    answers: { 200: 'state: none, open, ended or signed; signed with what deciding answers' },
    handle: async (call) => {
      const asked = await askedBy(call);
      if (isRefusal(asked)) return asked;
      const outcome = await checkESigning(signingCall(call, asked));
      if (isRefusal(outcome)) return outcome;
      if (outcome.state !== 'signed') return json({ state: outcome.state });
      return json({ state: 'signed', ...signedAnswer(call, outcome.decided) });
    },
  }),
  publicRoute({
    method: 'POST',
    path: '/v1/authorisations/:authorisation/e-signature/callback',
    summary:
      'What the provider calls when something happened; its signature is checked, and the provider asked',
    answers: { 200: 'taken' },
    handle: async (call) => {
      const asked = await askedBy(call);
      if (isRefusal(asked)) return asked;
      const bytes = await boundedBytes(call.request, submissionLimit);
      if ('refused' in bytes) return bytes;
      const { headers } = call.request;
      const outcome = await takeCallback(signingCall(call, asked), {
        header: (name) => headers.get(name),
        query: call.query,
        body: new TextDecoder().decode(bytes),
      });
      // As e签宝 wants to be answered.
      return isRefusal(outcome) ? outcome : json({ code: '200', msg: 'success' });
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/authorisations/:authorisation/document',
    summary:
      'The signed document, fetched from the provider: none is kept here. Refused when it is not the one in the evidence; logged',
    answers: { 200: 'application/pdf' },
    access: ['owner', 'compliance'],
    body: noBody,
    handle: async (call) => {
      const { stub, tenant, actor } = call;
      const id = param(call, 'authorisation');
      const terms: SignedDocumentTerms | null = await stub.eSignatures.documentToFetch(id, actor);
      if (terms === null) return refuse('not_found');
      const fetched: { bytes: Uint8Array; isTheOne: boolean } | Refusal = await fetchDocument(
        signingCall(call, { id, tenant, stub }),
        terms,
      );
      if (isRefusal(fetched)) return fetched;
      if (!fetched.isTheOne) {
        console.error('a signed document is not the one that was signed', tenant, terms.provider);
        return refuse('signing_failed', [{ path: 'document', code: 'other_document' }]);
      }
      return new Response(fetched.bytes, {
        headers: {
          'content-type': 'application/pdf',
          'content-disposition': `attachment; filename="${id}.pdf"`,
          'cache-control': noStore,
        },
      });
    },
  }),
];
