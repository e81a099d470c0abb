/** Owns the signing of one document through e签宝 (SaaS API V3, as documented in 2026-09); must not know what is signed, or keep anything. */
import * as z from 'zod';
import { ask, askForFile, type NoAnswer } from '../outbound/ask.ts';
import { contentMd5, type EsignAccount, esignHeaders, isEsignCallback } from './esign-cn-signature.ts';
import type {
  Callback,
  FlowState,
  FlowWanted,
  NamedPerson,
  ProviderTrouble,
  SignatureProvider,
} from './provider.ts';

export interface EsignAccess extends EsignAccount {
  /** Origin; the vendor's public one when unset. */
  endpoint: string | undefined;
  nowMs: () => number;
  /** Whether a URL that the vendor names may be called or opened. */
  isSafeUrl: (url: string) => boolean;
}

const publicEndpoint = 'https://openapi.esign.cn';
const callTimeoutMs = 8000;
const longestAnswerBytes = 64 * 1024;
/** A text of some pages with a signature in it is a few hundred kilobytes. */
const longestDocumentBytes = 8 * 1024 * 1024;
/** Turning a page of text into a PDF takes the vendor a second or two. */
const looksAtFile = 12;
const betweenLooksMs = 700;
/** Uploaded, and turned into a PDF. */
const readyFile: readonly number[] = [2, 5];

const uploadAnswer = z.object({ fileId: z.string(), fileUploadUrl: z.string() });
const fileAnswer = z.object({ fileStatus: z.int() });
const flowAnswer = z.object({ signFlowId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) });
const urlAnswer = z.object({ url: z.string() });
const detailAnswer = z.object({
  signFlowStatus: z.coerce.number().int(),
  signFlowFinishTime: z.number().nullish(),
});
const downloadAnswer = z.object({ files: z.array(z.object({ downloadUrl: z.string() })).min(1) });

/** 0 is a draft and 1 under way; both are waited for. */
const states: Record<number, FlowState> = {
  3: { state: 'ended', why: 'revoked' },
  5: { state: 'ended', why: 'expired' },
  7: { state: 'ended', why: 'refused' },
};

export class EsignCn implements SignatureProvider {
  readonly #access: EsignAccess;

  constructor(access: EsignAccess) {
    this.#access = access;
  }

  async begin(wanted: FlowWanted): Promise<{ flow: string } | ProviderTrouble> {
    const fileName = 'authorisation.html';
    const file = await this.#call('POST', '/v3/files/file-upload-url', uploadAnswer, {
      contentMd5: contentMd5(wanted.html),
      contentType: uploadType,
      fileName,
      fileSize: new TextEncoder().encode(wanted.html).length,
      convertToPDF: true,
    });
    if ('trouble' in file) return file;
    const { fileId } = file;
    const trouble = (await this.#upload(file.fileUploadUrl, wanted.html)) ?? (await this.#waitForPdf(fileId));
    if (trouble !== null) return trouble;
    const begun = await this.#call('POST', '/v3/sign-flow/create-by-file', flowAnswer, {
      docs: [{ fileId, fileName: 'authorisation.pdf' }],
      signFlowConfig: {
        signFlowTitle: titleOf(wanted.title),
        signFlowExpireTime: wanted.expiresMs,
        autoStart: true,
        // Left out, the flow stays under way when everyone has signed.
        autoFinish: true,
        // The signer's verified name must be the one given.
        identityVerify: true,
        notifyUrl: wanted.callbackUrl,
        redirectConfig: { redirectUrl: wanted.returnUrl },
      },
      signers: [
        {
          signerType: 0,
          psnSignerInfo: personOf(wanted.signer),
          signFields: [
            {
              fileId,
              customBizNum: wanted.reference,
              signFieldType: 0,
              normalSignFieldConfig: { freeMode: true },
            },
          ],
        },
      ],
    });
    return 'trouble' in begun ? begun : { flow: begun.signFlowId };
  }

  async signUrl(
    flow: string,
    signer: NamedPerson,
    returnUrl: string,
  ): Promise<{ url: string } | ProviderTrouble> {
    const answer = await this.#call('POST', `/v3/sign-flow/${flow}/sign-url`, urlAnswer, {
      operator: { psnAccount: signer.phone },
      urlType: 2,
      needLogin: false,
      clientType: 'ALL',
      redirectConfig: { redirectUrl: returnUrl },
    });
    if ('trouble' in answer) return answer;
    return this.#access.isSafeUrl(answer.url) ? answer : { trouble: 'unsafe_url' };
  }

  async find(flow: string): Promise<FlowState | ProviderTrouble> {
    const detail = await this.#call('GET', `/v3/sign-flow/${flow}/detail`, detailAnswer);
    if ('trouble' in detail) return detail;
    if (detail.signFlowStatus === 2)
      return { state: 'signed', finishedMs: detail.signFlowFinishTime ?? null };
    return states[detail.signFlowStatus] ?? { state: 'open' };
  }

  async document(flow: string): Promise<{ bytes: Uint8Array } | ProviderTrouble> {
    const answer = await this.#call('GET', `/v3/sign-flow/${flow}/file-download-url`, downloadAnswer);
    if ('trouble' in answer) return answer;
    const url = answer.files[0]?.downloadUrl ?? '';
    if (!this.#access.isSafeUrl(url)) return { trouble: 'unsafe_url' };
    const file = await askForFile(url, {
      signal: AbortSignal.timeout(callTimeoutMs),
      maxBytes: longestDocumentBytes,
    });
    if ('trouble' in file) return file;
    if (file.status !== 200) return { trouble: `http_${file.status}` };
    if (file.isCutOff) return { trouble: 'document_too_long' };
    // A page that says why there is none is no document.
    const isPdf = new TextDecoder().decode(file.bytes.subarray(0, 5)) === '%PDF-';
    return isPdf ? { bytes: file.bytes } : { trouble: 'not_a_pdf' };
  }

  isGenuine(callback: Callback): Promise<boolean> {
    return isEsignCallback(this.#access, callback);
  }

  async #upload(url: string, html: string): Promise<ProviderTrouble | null> {
    if (!this.#access.isSafeUrl(url)) return { trouble: 'unsafe_url' };
    const answer = await ask(
      {
        method: 'PUT',
        url,
        headers: { 'content-type': uploadType, 'content-md5': contentMd5(html) },
        body: html,
      },
      { signal: AbortSignal.timeout(callTimeoutMs), maxBytes: longestAnswerBytes },
    );
    if ('trouble' in answer) return answer;
    const { errCode } = Object(parsed(answer.text));
    return answer.status === 200 && errCode === 0 ? null : { trouble: 'not_uploaded' };
  }

  /** A flow that is begun on a file that is no PDF yet is refused. */
  async #waitForPdf(fileId: string): Promise<ProviderTrouble | null> {
    for (let left = looksAtFile; left > 0; left--) {
      const file = await this.#call('GET', `/v3/files/${encodeURIComponent(fileId)}`, fileAnswer);
      if ('trouble' in file) return file;
      if (readyFile.includes(file.fileStatus)) return null;
      if (left > 1) await new Promise((resolve) => setTimeout(resolve, betweenLooksMs));
    }
    return { trouble: 'not_converted' };
  }

  /** Success is `code: 0` in the body, whatever the status. */
  async #call<Data>(
    method: 'GET' | 'POST',
    path: string,
    data: z.ZodType<Data>,
    sent?: object,
  ): Promise<Data | ProviderTrouble> {
    const { endpoint, nowMs } = this.#access;
    const body = sent === undefined ? undefined : JSON.stringify(sent);
    const headers = await esignHeaders(this.#access, { method, path, body }, nowMs());
    const answer = await ask(
      { method, url: (endpoint ?? publicEndpoint) + path, headers, ...(body === undefined ? {} : { body }) },
      { signal: AbortSignal.timeout(callTimeoutMs), maxBytes: longestAnswerBytes },
    );
    if ('trouble' in answer) return answer satisfies NoAnswer;
    const { code, data: found } = Object(answer.isCutOff ? undefined : parsed(answer.text));
    if (code !== 0) return { trouble: Number.isInteger(code) ? `code_${code}` : 'unreadable' };
    const read = data.safeParse(found);
    return read.success ? read.data : { trouble: 'unreadable' };
  }
}

const uploadType = 'application/octet-stream';

function personOf({ name, phone, idNumber }: NamedPerson) {
  return {
    psnAccount: phone,
    psnInfo: {
      psnName: name,
      ...(idNumber === undefined ? {} : { psnIDCardNum: idNumber, psnIDCardType: 'CRED_PSN_CH_IDCARD' }),
    },
  };
}

/** Without the signs that the vendor takes in no title. */
function titleOf(title: string): string {
  return title.replace(/[/\\:*"<>|?？《》]/g, '').slice(0, 60);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
