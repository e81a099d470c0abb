/** Owns a stand-in of e签宝's V3 interface, written from its documentation and not from ours; it checks every signature itself. */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StandInFlow {
  id: string;
  status: number;
  /** The body of `create-by-file`. */
  asked: {
    signFlowConfig: Record<string, unknown> & { notifyUrl: string; redirectConfig: { redirectUrl: string } };
    signers: { psnSignerInfo: { psnAccount: string; psnInfo: Record<string, string> } }[];
  };
  html: string;
  pdf: Buffer;
}

export interface EsignStandIn {
  url: string;
  flows: StandInFlow[];
  /** Method and path of every call that was rightly signed. */
  calls: string[];
  /** Why calls were turned away. */
  turnedAway: string[];
  /** What every call is answered while it is set. */
  trouble: { status: number; body: string } | null;
  /** As the signer's tap on the stand-in's page, without one. 2 signed, 3 revoked, 5 expired, 7 refused */
  settle(flow: StandInFlow, status: number): void;
  /** Calls the flow's notify address, as e签宝 does. */
  callBack(
    flow: StandInFlow,
    change?: Partial<{ secret: string; appId: string; body: string }>,
  ): Promise<Response>;
  close(): Promise<void>;
}

export const esignAccount = { appId: '7438000001', appSecret: 'esign-app-secret' };

const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest('base64');

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

/** Why a call is not signed as the documentation wants it; null for one that is. */
function wrongOf({ method = '', url = '', headers }: IncomingMessage, body: Buffer): string | null {
  const header = (name: string) => String(headers[name] ?? '');
  if (header('x-tsign-open-auth-mode') !== 'Signature') return 'TOKEN_CANT_BE_NULL';
  if (header('x-tsign-open-app-id') !== esignAccount.appId) return '无效的应用';
  const age = Math.abs(Date.now() - Number(header('x-tsign-open-ca-timestamp')));
  if (!(age < 15 * 60_000)) return 'timestamp';
  if (body.length > 0 && header('content-md5') !== md5(body)) return 'Content-MD5';
  const text = `${method}\n${header('accept')}\n${header('content-md5')}\n${header('content-type')}\n\n${url}`;
  const signature = createHmac('sha256', esignAccount.appSecret).update(text).digest('base64');
  return signature === header('x-tsign-open-ca-signature') ? null : 'INVALID_SIGNATURE';
}

export async function esignStandIn(): Promise<EsignStandIn> {
  const uploads = new Map<string, { md5: string; size: number; body: Buffer | null; looks: number }>();
  const flows: StandInFlow[] = [];
  const calls: string[] = [];
  const turnedAway: string[] = [];
  const flowOf = (path: string) => flows.find(({ id }) => path.split('/').includes(id));

  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const path = request.url ?? '';
    const { method } = request;
    if (standIn.trouble !== null) {
      response.writeHead(standIn.trouble.status, { 'content-type': 'application/json' });
      response.end(standIn.trouble.body);
      return;
    }
    // Object storage and the signer's page: no signature of the application there.
    if (path.startsWith('/oss/')) return stored(request, response, body);
    if (path.startsWith('/sign/')) return signerPage(path, method === 'POST', response);
    if (path === '/favicon.ico') return void response.writeHead(404).end();
    const wrong = wrongOf(request, body);
    if (wrong !== null) {
      turnedAway.push(wrong);
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ success: false, code: 401, message: wrong }));
      return;
    }
    calls.push(`${method} ${path}`);
    const answer = answerOf(method ?? '', path, body.length === 0 ? {} : JSON.parse(body.toString()));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ message: '', ...answer }));
  });

  function stored(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const [, , id = ''] = (request.url ?? '').split('/');
    if (request.method === 'GET') {
      const flow = flowOf(request.url ?? '');
      response.writeHead(flow === undefined ? 404 : 200);
      response.end(flow?.pdf);
      return;
    }
    const upload = uploads.get(id);
    const isRight =
      upload !== undefined &&
      upload.md5 === md5(body) &&
      upload.size === body.length &&
      request.headers['content-md5'] === upload.md5;
    if (isRight) upload.body = body;
    response.writeHead(isRight ? 200 : 400, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isRight ? { errCode: 0, msg: '成功' } : { errCode: -1, msg: 'x' }));
  }

  function signerPage(path: string, isSigning: boolean, response: ServerResponse): void {
    const flow = flowOf(path);
    if (flow === undefined) {
      response.writeHead(404).end();
    } else if (isSigning) {
      standIn.settle(flow, 2);
      response.writeHead(303, { location: flow.asked.signFlowConfig.redirectConfig.redirectUrl }).end();
    } else {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end('<!doctype html><title>签署</title><form method="post"><button>签名</button></form>');
    }
  }

  function answerOf(method: string, path: string, sent: Record<string, unknown>): object {
    if (method === 'POST' && path === '/v3/files/file-upload-url') {
      const fileId = randomBytes(8).toString('hex');
      if (sent.convertToPDF !== true) return { code: 1435002, data: null };
      uploads.set(fileId, {
        md5: String(sent.contentMd5),
        size: Number(sent.fileSize),
        body: null,
        looks: 0,
      });
      return { code: 0, data: { fileId, fileUploadUrl: `${standIn.url}/oss/${fileId}` } };
    }
    const file = uploads.get(/^\/v3\/files\/(\w+)$/.exec(path)?.[1] ?? '');
    if (method === 'GET' && file !== undefined) {
      file.looks += 1;
      // The first look comes too early.
      return { code: 0, data: { fileStatus: file.body === null ? 0 : file.looks === 1 ? 1 : 5 } };
    }
    if (method === 'POST' && path === '/v3/sign-flow/create-by-file') return created(sent);
    const flow = flowOf(path);
    if (flow === undefined) return { code: 1435011, data: null };
    if (method === 'POST' && path.endsWith('/sign-url')) {
      return flow.status === 1
        ? {
            code: 0,
            data: { shortUrl: `${standIn.url}/sign/${flow.id}`, url: `${standIn.url}/sign/${flow.id}` },
          }
        : { code: 1437103, data: null };
    }
    if (method === 'GET' && path.endsWith('/detail')) {
      const finished = flow.status === 1 ? {} : { signFlowFinishTime: Date.now() };
      return { code: 0, data: { signFlowStatus: flow.status, signFlowDescription: '', ...finished } };
    }
    if (method === 'GET' && path.endsWith('/file-download-url')) {
      return flow.status === 2
        ? { code: 0, data: { files: [{ fileId: 'f', downloadUrl: `${standIn.url}/oss/signed/${flow.id}` }] } }
        : { code: 1437518, data: null };
    }
    return { code: 1435011, data: null };
  }

  function created(sent: Record<string, unknown>): object {
    const asked: StandInFlow['asked'] & { docs: { fileId: string }[] } = JSON.parse(JSON.stringify(sent));
    const file = uploads.get(asked.docs[0]?.fileId ?? '');
    if (file?.body == null || file.looks < 2) return { code: 1437513, data: null };
    const id = randomBytes(16).toString('hex');
    const pdf = Buffer.from(`%PDF-1.7\n% signed ${id}\n${randomBytes(600).toString('base64')}\n%%EOF\n`);
    flows.push({ id, status: 1, asked, html: file.body.toString(), pdf });
    return { code: 0, data: { signFlowId: id } };
  }

  const standIn: EsignStandIn = {
    url: '',
    flows,
    calls,
    turnedAway,
    trouble: null,
    settle(flow, status) {
      flow.status = status;
    },
    callBack(flow, { secret = esignAccount.appSecret, appId = esignAccount.appId, body } = {}) {
      const text =
        body ??
        JSON.stringify({
          action: 'SIGN_FLOW_COMPLETE',
          timestamp: Date.now(),
          signFlowId: flow.id,
          signFlowStatus: String(flow.status),
        });
      const url = new URL(flow.asked.signFlowConfig.notifyUrl);
      const timestamp = String(Date.now());
      const values = [...url.searchParams.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
      const signed = timestamp + values.map(([, value]) => value).join('') + text;
      return fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-tsign-open-app-id': appId,
          'x-tsign-open-timestamp': timestamp,
          'x-tsign-open-signature-algorithm': 'hmac-sha256',
          'x-tsign-open-signature': createHmac('sha256', secret).update(signed).digest('hex'),
        },
        body: text,
      });
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  standIn.url = `http://127.0.0.1:${address.port}`;
  return standIn;
}
