/** Owns the WeChat account behind real HTTP; must not know the rules of its answers. */
import { createServer, type IncomingMessage } from 'node:http';
import { WechatAccount } from './wechat-account.ts';

export interface WechatServer {
  url: string;
  account: WechatAccount;
  close(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

export async function wechatServer(): Promise<WechatServer> {
  const account = new WechatAccount();
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const answer = account.answer({ method: request.method ?? '', target: request.url ?? '', body });
    if (answer === 'hang') return;
    if (answer === 'unreachable') request.socket.destroy();
    else response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('WeChat has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    account,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
