/** Owns the size of a tree of links, and the notice once per tree and limit when it has grown large; must not credit. */
import type { TreeLimitReached } from '../../contract/event.ts';
import { type FindLink, type Link, lineage } from '../referral/link.ts';
import { limitsReached, type TreeLimit, type TreeSize } from '../referral/tree-limit.ts';
import { self } from '../routing/recipients.ts';
import { addEvent } from './add-event.ts';
import type { TenantContext } from './context.ts';
import type { DeliveryStore } from './delivery/deliveries.ts';
import type { DestinationStore } from './destinations.ts';
import { allRows, firstRow } from './rows.ts';
import { noLead } from './sequence.ts';

export interface TreeReceivers {
  deliveries: DeliveryStore;
  destinations: DestinationStore;
}

/** One person is counted once: a promoter by id, an applicant by phone, whatever leads and links are theirs. */
export function treeSize(context: TenantContext, root: string): TreeSize {
  const row = firstRow<{ levels: number | null; people: number }>(
    context.sql,
    `WITH RECURSIVE tree (code, depth, promoter, owner_lead) AS (
       SELECT code, depth, promoter, owner_lead FROM links WHERE code = ?
       UNION
       SELECT links.code, links.depth, links.promoter, links.owner_lead
       FROM links JOIN tree ON links.parent = tree.code)
     SELECT MAX(tree.depth) AS levels,
       COUNT(DISTINCT COALESCE(tree.promoter, NULLIF(hex(leads.phone_key), ''), 'lead ' || tree.owner_lead, tree.code)) AS people
     FROM tree LEFT JOIN leads ON leads.seq = tree.owner_lead AND leads.phone_key IS NOT NULL`,
    root,
  );
  return { levels: row?.levels ?? 0, people: row?.people ?? 0 };
}

/** To be called within the transaction that adds a link below another, after the lead that it is given to is there. */
export function watchTree(
  context: TenantContext,
  { deliveries, destinations }: TreeReceivers,
  link: Link,
  find: FindLink,
): void {
  const [root] = lineage(link, find);
  if (root === undefined || root.code === link.code) return;
  const told = allRows<{ kind: TreeLimit }>(
    context.sql,
    'SELECT kind FROM tree_limits WHERE root = ?',
    root.code,
  ).map((row) => row.kind);
  // A tree of thousands is not counted at each link: it was told of when it was small.
  if (told.includes('people') && (told.includes('levels') || link.depth < 3)) return;
  const size = treeSize(context, root.code);
  for (const kind of limitsReached(size, told)) {
    const event = addEvent(context, { type: 'referral.tree_limit', lead: noLead, atMs: context.now() });
    context.sql.exec(
      'INSERT INTO tree_limits (root, kind, event, levels, people) VALUES (?, ?, ?, ?, ?)',
      root.code,
      kind,
      event,
      size.levels,
      size.people,
    );
    for (const row of destinations.rows()) {
      if (row.recipient === self) deliveries.add({ event, destination: row.number }, noLead);
    }
  }
}

/** What the event of a tree tells: its first link's code and counts, nobody. */
export function treeLimitOf(context: TenantContext, event: number): TreeLimitReached | null {
  const row = firstRow<{ root: string; kind: TreeLimit; levels: number; people: number }>(
    context.sql,
    'SELECT root, kind, levels, people FROM tree_limits WHERE event = ?',
    event,
  );
  return row === undefined
    ? null
    : {
        tenant: context.profile().id,
        tree: { code: row.root, limit: row.kind, levels: row.levels, people: row.people },
      };
}
