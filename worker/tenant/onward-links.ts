/** Owns the link that a visitor who came by a link shares on; must not know whether and where it is shared. */
import { RpcTarget } from 'cloudflare:workers';
import { isRefusal } from '../../contract/problem.ts';
import { type Link, maxDepth } from '../referral/link.ts';
import type { TenantContext } from './context.ts';
import type { LinkStore } from './links.ts';
import { firstRow } from './rows.ts';

/** What a share of a page needs to know of the code that it was opened with. */
export interface Onward {
  code: string;
  form: string | null;
  campaign: string | null;
}

export class OnwardLinks extends RpcTarget {
  readonly #context: TenantContext;
  readonly #links: LinkStore;

  constructor(context: TenantContext, links: LinkStore) {
    super();
    this.#context = context;
    this.#links = links;
  }

  /**
   * The link to share on: a child of the one that the visitor came by when the tenant allows customers to refer, else
   * that one itself; null for a code that leads nowhere. A link has one such child, whoever asks and how often: people
   * who only look are not told apart, and asking again and again makes no more of them. The child keeps its parent's
   * promoter, so that nobody loses credit to a passer-by; the chain shows the step.
   */
  onward(code: string): Onward | null {
    const context = this.#context;
    return context.storage.transactionSync(() => {
      const link = this.#live(code);
      if (link === null) return null;
      const mayRefer = context.profile().settings.customerReferral && link.depth < maxDepth;
      const { code: shared, form } = mayRefer ? this.#childOf(link) : link;
      return { code: shared, form, campaign: this.#links.campaignOf(link) };
    });
  }

  #childOf(parent: Link): Link {
    const { sql } = this.#context;
    const row = firstRow<{ child: string }>(
      sql,
      'SELECT child FROM onward_links WHERE parent = ?',
      parent.code,
    );
    const known = row === undefined ? null : this.#live(row.child);
    if (known !== null) return known;
    const child = this.#links.insert({
      ...parent,
      parent: parent.code,
      depth: parent.depth + 1,
      createdAtMs: this.#context.now(),
    });
    this.#links.watch(child.code);
    sql.exec('INSERT OR REPLACE INTO onward_links (parent, child) VALUES (?, ?)', parent.code, child.code);
    return child;
  }

  #live(code: string): Link | null {
    const link = this.#links.find(code);
    return link === undefined || isRefusal(this.#links.landing(code)) ? null : link;
  }
}
