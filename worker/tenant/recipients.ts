/** Owns the recipients that a tenant may name; must not know notices or destinations. */
import { RpcTarget } from 'cloudflare:workers';
import { mainland, type Recipient } from '../../contract/notice.ts';
import { type Refusal, refuse } from '../../contract/problem.ts';
import type { TenantContext } from './context.ts';
import { allRows, firstRow } from './rows.ts';

/** The tenant itself is the recipient `self` and always exists. */
export function recipientOf(context: TenantContext, id: string): Recipient | undefined {
  if (id === 'self') {
    const { name, uscc, contact } = context.profile();
    return {
      id: 'self',
      legalName: name,
      kind: 'self',
      contact: contact ?? '',
      ...(uscc === null ? {} : { uscc }),
    };
  }
  const row = firstRow<{ body: string }>(context.sql, 'SELECT body FROM recipients WHERE id = ?', id);
  return row === undefined ? undefined : JSON.parse(row.body);
}

/** What makes it another one than applicants agreed to: its contact and address may change. */
function changedPath(before: Recipient, after: Recipient): 'legalName' | 'region' | null {
  if (before.legalName !== after.legalName || before.uscc !== after.uscc || before.kind !== after.kind) {
    return 'legalName';
  }
  // One of before regions were asked for is in the mainland.
  return (before.region ?? mainland) === (after.region ?? mainland) ? null : 'region';
}

export class RecipientStore extends RpcTarget {
  readonly #context: TenantContext;

  constructor(context: TenantContext) {
    super();
    this.#context = context;
  }

  put(recipient: Recipient): Recipient | Refusal {
    if (recipient.id === 'self')
      return refuse('invalid_request', [{ path: 'id', code: 'self_is_the_tenant' }]);
    const before = recipientOf(this.#context, recipient.id);
    const path = before === undefined ? null : changedPath(before, recipient);
    if (path !== null && this.#isNamed(recipient.id)) {
      return refuse('invalid_request', [{ path, code: 'recipient_is_named' }]);
    }
    this.#context.sql.exec(
      'INSERT INTO recipients (id, body) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET body = ?2',
      recipient.id,
      JSON.stringify(recipient),
    );
    return recipient;
  }

  /** True once a published notice names it: applicants have agreed to this legal person, and no other may take its place. */
  #isNamed(id: string): boolean {
    return (
      firstRow(
        this.#context.sql,
        "SELECT 1 FROM notices, json_each(notices.body, '$.recipients') AS named WHERE named.value = ? LIMIT 1",
        id,
      ) !== undefined
    );
  }

  list(): Recipient[] {
    const self = recipientOf(this.#context, 'self');
    const named = allRows<{ body: string }>(this.#context.sql, 'SELECT body FROM recipients ORDER BY id');
    return [...(self === undefined ? [] : [self]), ...named.map((row): Recipient => JSON.parse(row.body))];
  }
}
