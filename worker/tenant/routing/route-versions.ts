/** Owns the versions of a tenant's rule set, each kept for good; must not know how a lead is decided on. */
import { RpcTarget } from 'cloudflare:workers';
import { type FieldKind, fieldsOf } from '../../../contract/form.ts';
import { type Finding, type Refusal, refuse } from '../../../contract/problem.ts';
import { checkRules } from '../../routing/check-rules.ts';
import { placeScope, ruleScope } from '../../routing/counter.ts';
import { noRoutes, type RouteSet, type RouteVersion } from '../../routing/rules.ts';
import type { TenantContext } from '../context.ts';
import type { DestinationStore } from '../destinations.ts';
import type { FormStore } from '../forms.ts';
import type { Actor } from '../keys.ts';
import { firstRow, timeText } from '../rows.ts';
import type { CounterStore } from './counters.ts';

export interface RouteView extends RouteSet {
  /** 0 while none was ever saved. */
  version: number;
  savedAt?: string;
  savedBy?: string;
}

export interface RouteStores {
  destinations: DestinationStore;
  forms: FormStore;
  counters: CounterStore;
}

type VersionRow = { version: number; body: string; saved_at: number; saved_by: string };

function versionIn({ version, body }: VersionRow): RouteVersion {
  return { version, set: JSON.parse(body) };
}

function viewOf(row: VersionRow): RouteView {
  const { version, set } = versionIn(row);
  return { version, savedAt: timeText(row.saved_at), savedBy: row.saved_by, ...set };
}

export class RouteVersions extends RpcTarget {
  readonly #context: TenantContext;
  readonly #stores: RouteStores;
  #current: RouteVersion | null = null;

  constructor(context: TenantContext, stores: RouteStores) {
    super();
    this.#context = context;
    this.#stores = stores;
  }

  /** The rule set that leads are decided by; kept between calls, since each lead asks. */
  current(): RouteVersion {
    if (this.#current === null) {
      const row = this.#row(null);
      this.#current = row === undefined ? noRoutes : versionIn(row);
    }
    return this.#current;
  }

  /** The version that a lead was decided by. */
  decidedBy(version: number): RouteVersion {
    if (version === noRoutes.version) return noRoutes;
    const row = this.#row(version);
    if (row === undefined) throw new Error('a lead was decided by rules that are not there');
    return versionIn(row);
  }

  /** The current version, or the one asked for. */
  view(version: number | null): RouteView | null {
    const row = this.#row(version);
    if (row !== undefined) return viewOf(row);
    return version === null ? { version: noRoutes.version, ...noRoutes.set } : null;
  }

  /** Everything that is wrong with a rule set in the light of what this tenant has. */
  check(set: RouteSet): Finding[] {
    const { destinations, forms } = this.#stores;
    const fields = new Map<string, FieldKind[]>();
    for (const { id } of forms.list()) {
      const latest = forms.latestVersion(id);
      const form = latest === null ? undefined : forms.version(id, latest);
      for (const field of form === undefined ? [] : fieldsOf(form)) {
        fields.set(field.id, [...(fields.get(field.id) ?? []), field.kind]);
      }
    }
    return checkRules(set, { destinations: new Set(destinations.rows().map(({ id }) => id)), fields });
  }

  /** Saves a rule set as a new version; the same again is the same version. */
  put(set: RouteSet, actor: Actor): RouteView | Refusal {
    const findings = this.check(set);
    if (findings.length > 0) return refuse('route_rejected', findings);
    const { sql, storage } = this.#context;
    return storage.transactionSync(() => {
      const body = JSON.stringify(set);
      const before = this.#row(null);
      if (before?.body === body) return viewOf(before);
      const row = {
        version: (before?.version ?? 0) + 1,
        body,
        saved_at: this.#context.now(),
        saved_by: actor.key,
      };
      sql.exec(
        'INSERT INTO route_versions (version, body, saved_at, saved_by) VALUES (?, ?, ?, ?)',
        row.version,
        row.body,
        row.saved_at,
        row.saved_by,
      );
      // A rule that keeps its id keeps its counts: saving again must not open a cap anew.
      const scopes = [
        ...set.rules.map(({ id }) => ruleScope(id)),
        ...Object.keys(set.destinations ?? {}).map(placeScope),
      ];
      this.#stores.counters.keepOnly(new Set(scopes));
      this.#current = null;
      return viewOf(row);
    });
  }

  #row(version: number | null): VersionRow | undefined {
    return firstRow<VersionRow>(
      this.#context.sql,
      'SELECT * FROM route_versions WHERE ?1 IS NULL OR version = ?1 ORDER BY version DESC LIMIT 1',
      version,
    );
  }
}
