/** Owns what is told of a setting that was saved and will not work as things are; must not refuse or change anything. */
import { RpcTarget } from 'cloudflare:workers';
import { fieldsOf, type PublishedForm } from '../../contract/form.ts';
import { mainland, type NoticeKind, type PublishedNotice } from '../../contract/notice.ts';
import type { Finding } from '../../contract/problem.ts';
import { valuesNamedIn } from '../delivery/mapping.ts';
import { type Comparison, comparisonsIn, fieldNamed } from '../routing/condition.ts';
import type { RouteSet } from '../routing/rules.ts';
import type { DestinationStore, DestinationView } from './destinations.ts';
import type { FormStore } from './forms.ts';
import type { NoticeStore } from './notices.ts';

/** Kinds whose grant lets a recipient have values. */
const providing: readonly NoticeKind[] = ['provide', 'cross_border', 'credit_query', 'credit_report'];

export class SetupAdvice extends RpcTarget {
  readonly #forms: FormStore;
  readonly #notices: NoticeStore;
  readonly #destinations: DestinationStore;

  constructor(stores: { forms: FormStore; notices: NoticeStore; destinations: DestinationStore }) {
    super();
    this.#forms = stores.forms;
    this.#notices = stores.notices;
    this.#destinations = stores.destinations;
  }

  /** Why a destination will get nothing, or less than its mapping says. */
  ofDestination({ recipient, region, config }: DestinationView): Finding[] {
    const forms = this.#published();
    const asked = new Set(forms.flatMap(fieldsOf).map(({ id }) => id));
    const { mapping } = config;
    const unasked =
      forms.length === 0 || typeof mapping !== 'object'
        ? []
        : Object.entries(mapping).flatMap(([field, template]) =>
            valuesNamedIn(template)
              .filter((id) => !asked.has(id))
              .map((id) => ({
                path: `config.mapping.${field}`,
                code: 'field_not_asked',
                params: { field: id },
              })),
          );
    return [
      ...(this.#isConsented(recipient) ? [] : [{ path: 'recipient', code: 'no_consent_names_it' }]),
      ...(region === undefined || region === mainland || this.#isLetAbroad(recipient)
        ? []
        : [{ path: 'region', code: 'no_consent_lets_abroad' }]),
      ...unasked,
    ];
  }

  /** What a rule set leads to nobody, or waits for in vain. */
  ofRoutes({ rules, fallback = [] }: RouteSet): Finding[] {
    const rows = new Map(this.#destinations.rows().map((row) => [row.id, row]));
    const places = (ids: readonly string[], path: string) =>
      ids.flatMap((id, at): Finding[] => {
        const row = rows.get(id);
        if (row === undefined) return [];
        if (row.enabled === 0) return [{ path: `${path}.${at}`, code: 'destination_is_off' }];
        return this.#isConsented(row.recipient)
          ? []
          : [{ path: `${path}.${at}`, code: 'no_consent_names_it' }];
      });
    const forms = this.#published();
    return [
      ...rules.flatMap(({ to, when }, at) => [
        ...places(to, `rules.${at}.to`),
        ...(when === undefined
          ? []
          : comparisonsIn(when, `rules.${at}.when`).flatMap(({ comparison, path }) =>
              strangersIn(comparison, forms).map((value) => ({
                path: `${path}.value`,
                code: 'never_so',
                params: { value },
              })),
            )),
      ]),
      ...places(fallback, 'fallback'),
    ];
  }

  #published(): PublishedForm[] {
    return this.#forms.list().flatMap(({ id }) => this.#forms.latest(id) ?? []);
  }

  #pinned(): PublishedNotice[] {
    const pins = this.#published().flatMap(({ consents }) => consents);
    return pins.flatMap(({ notice, version }) => this.#notices.get(notice, version) ?? []);
  }

  /** Notices of later authorisations are on no form. */
  #isConsented(recipient: string): boolean {
    if (recipient === 'self') return true;
    const later = this.#notices.list().filter(({ kind }) => kind.startsWith('credit_'));
    return [...this.#pinned(), ...later].some(
      ({ kind, recipients = [] }) => providing.includes(kind) && recipients.includes(recipient),
    );
  }

  #isLetAbroad(recipient: string): boolean {
    return this.#pinned().some(
      ({ kind, recipients = [] }) =>
        kind === 'cross_border' && (recipient === 'self' || recipients.includes(recipient)),
    );
  }
}

/** The values that a comparison asks for and no lead has: forms that were never published, options that none offers. */
function strangersIn({ field, op, value }: Comparison, forms: readonly PublishedForm[]): string[] {
  if (op !== 'eq' && op !== 'in') return [];
  const named = fieldNamed(field);
  const ids = 'fact' in named && named.fact === 'form' ? new Set(forms.map(({ id }) => id)) : null;
  const known = 'field' in named ? optionsOf(named.field, forms.flatMap(fieldsOf)) : ids;
  if (known === null) return [];
  return [value]
    .flat()
    .map(String)
    .filter((one) => !known.has(one));
}

/** Null for a field that has no options in one form at least. */
function optionsOf(id: string, fields: ReturnType<typeof fieldsOf>): Set<string> | null {
  const named = fields.filter((field) => field.id === id);
  const options = named.map((field) =>
    field.kind === 'choice' || field.kind === 'multi'
      ? field.options.map(({ value }) => value)
      : field.kind === 'term'
        ? field.options.map(String)
        : null,
  );
  return named.length === 0 || options.includes(null) ? null : new Set(options.flatMap((one) => one ?? []));
}
