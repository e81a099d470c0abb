/** Owns taking a webhook in: raw body, signature, repeat, answer; must not know what the CRM shows. */
import type { IncomingMessage } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { json, type Reply } from '../http-reply.ts';
import { member, parseJson, textMember } from '../read-json.ts';
import type { LeadStore } from './store.ts';

const maxBodyBytes = 1024 * 1024;

/**
 * Answers `POST /hook`: 200 once the event is on disk (also for a repeat), 400 for a bad signature or body, 413 for
 * too much, 503 while the secret is not known yet, so that the sender tries again.
 */
export async function receiveWebhook(
  request: IncomingMessage,
  secret: string | undefined,
  store: LeadStore,
): Promise<Reply> {
  if (request.method !== 'POST') return json(405, { error: 'method_not_allowed' });
  if (secret === undefined) return json(503, { error: 'not_ready' });
  const raw = await readRaw(request);
  if (raw === undefined) return json(413, { error: 'too_large' });
  const webhookId = headerOf(request, 'webhook-id');
  const text = verifiedText(raw, request, secret);
  if (text === undefined || webhookId === '') return json(400, { error: 'bad_signature' });
  const body = parseJson(text);
  const type = textMember(body, 'type');
  if (type === undefined) return json(400, { error: 'bad_body' });
  await store.accept({ webhookId, type, receivedAt: new Date().toISOString(), data: member(body, 'data') });
  return json(200, { received: true });
}

/** The body's text when one of its signatures fits, checked by the published library over the bytes as they came. */
function verifiedText(raw: Buffer, request: IncomingMessage, secret: string): string | undefined {
  try {
    // The library decodes the bytes leniently; a body that isn't UTF-8 must not pass as one that is.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw);
    new Webhook(secret).verify(
      text,
      {
        'webhook-id': headerOf(request, 'webhook-id'),
        'webhook-timestamp': headerOf(request, 'webhook-timestamp'),
        'webhook-signature': headerOf(request, 'webhook-signature'),
      },
      { jsonParse: false },
    );
    return text;
  } catch {
    return undefined;
  }
}

function headerOf(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}

async function readRaw(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    // The rest is read and dropped, so that the sender sees the answer and no broken connection.
    if (size <= maxBodyBytes) chunks.push(bytes);
    else chunks.length = 0;
  }
  return size > maxBodyBytes ? undefined : Buffer.concat(chunks);
}
