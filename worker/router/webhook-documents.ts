/** Owns what the contract's document says of the webhooks that are sent; must not know how they are signed or sent. */
import type { EventType } from '../../contract/event.ts';

const meanings: Record<EventType, string> = {
  'lead.created': 'A lead came in, as its recipient may see it',
  'consent.granted': 'A later consent or authorisation was granted',
  'consent.withdrawn': 'A consent was withdrawn: stop what it allowed, and confirm with 2xx',
  'lead.corrected': 'Values were corrected at the person’s wish',
  'lead.erased': 'The person’s data was erased: erase it too, and confirm with 2xx',
  'lead.outcome': 'What became of a lead',
  'authorisation.refused': 'A later authorisation was refused',
  'authorisation.expired': 'A later authorisation was not decided in time',
  'authorisation.lapsed': 'A later authorisation ended',
  'referral.tree_limit': 'A tree of links came to the limit of its depth or size',
  'destination.disabled': 'A destination was switched off, by an answer or by failures',
  'codes.budget_warning': 'The day’s budget of codes by SMS comes to its end',
  ping: 'Sent by POST /v1/destinations/{id}/test',
};

const header = (name: string, description: string) => ({
  name,
  in: 'header',
  required: true,
  schema: { type: 'string' },
  description,
});

const headers = [
  header('webhook-id', 'the same over all attempts at one event and destination'),
  header('webhook-timestamp', 'seconds since 1970'),
  header(
    'webhook-signature',
    'v1,<base64 HMAC-SHA256 of id.timestamp.body>; two of them while secrets change',
  ),
];

const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);

/** By event type, as OpenAPI 3.1 has it: the body is signed as Standard Webhooks 1.0 says. */
export function webhookDocuments(): Record<string, object> {
  return Object.fromEntries(
    Object.entries(meanings).map(([type, summary]) => [
      type,
      {
        post: {
          operationId: `on${type.split(/[._]/).map(capital).join('')}`,
          tags: ['webhooks'],
          summary,
          parameters: headers,
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['type', 'timestamp', 'data'],
                  properties: {
                    type: { const: type },
                    timestamp: { type: 'string', format: 'date-time' },
                    data: { type: 'object' },
                  },
                },
              },
            },
          },
          responses: { '2XX': { description: 'taken; anything else is sent again later' } },
        },
      },
    ]),
  );
}
