/** Owns which metrics the operator is given, their names and meanings; must not know how they are asked for or written. */
import { countedUpTo, latencyBoundsMs } from '../delivery/health.ts';
import type { TenantMeasured } from '../intake/measure-tenants.ts';
import type { DestinationMeasures } from '../tenant/delivery/destination-health.ts';
import type { TenantMeasures } from '../tenant/measures.ts';
import type { Family, Labels, Sample } from './exposition.ts';

/** Labels are ids of tenants and destinations, an outcome's word, a bound: nothing that someone typed about a person. */
export function metricFamilies(version: string, tenants: readonly TenantMeasured[], nowMs: number): Family[] {
  const perTenant = perTenantOf(tenants);
  const perDestination = perDestinationOf(tenants);
  return [
    gauge('jinjian_build_info', 'Always 1; the version that answers.', [{ labels: { version }, value: 1 }]),
    gauge(
      'jinjian_tenant_up',
      'Whether the tenant’s object answered this scrape; without it none of its other metrics are there.',
      tenants.map(({ tenant, measures }) => ({ labels: { tenant }, value: measures === null ? 0 : 1 })),
    ),
    counter(
      'jinjian_leads_total',
      'Leads accepted; erased and purged ones stay counted.',
      perTenant((one) => one.leads),
    ),
    counter(
      'jinjian_log_entries_total',
      'Entries of the tenant’s log.',
      perTenant((one) => one.logEntries),
    ),
    gauge(
      'jinjian_tenant_next_alarm_timestamp_seconds',
      'When the tenant’s object wakes by itself; absent when it has nothing to do.',
      perTenant((one) => secondsOf(one.nextAlarmMs)),
    ),
    gauge(
      'jinjian_destination_enabled',
      'Whether deliveries to the destination go out.',
      perDestination((one) => Number(one.isEnabled)),
    ),
    gauge(
      'jinjian_deliveries_pending',
      `Deliveries that wait, for an attempt or for the next one; counted up to ${countedUpTo}.`,
      perDestination((one) => one.backlog),
    ),
    gauge(
      'jinjian_deliveries_dead',
      `Deliveries that go out only when replayed; counted up to ${countedUpTo}.`,
      perDestination((one) => one.dead),
    ),
    gauge(
      'jinjian_delivery_oldest_due_age_seconds',
      'How long the longest waiting delivery has been due; 0 when none is.',
      perDestination((one) => (one.oldestDueMs === null ? 0 : Math.max(0, nowMs - one.oldestDueMs) / 1000)),
    ),
    gauge(
      'jinjian_destination_last_success_timestamp_seconds',
      'When the newest attempt that arrived began; absent when none did.',
      perDestination((one) => secondsOf(one.tally.lastSuccessAtMs)),
    ),
    counter(
      'jinjian_delivery_attempts_total',
      'Attempts by what they came to.',
      destinationsOf(tenants).flatMap(([labels, { tally }]) =>
        Object.entries(tally.outcomes).map(([outcome, value]) => ({ labels: { ...labels, outcome }, value })),
      ),
    ),
    {
      name: 'jinjian_delivery_duration_seconds',
      help: 'How long attempts took, until the answer or its absence.',
      type: 'histogram',
      samples: destinationsOf(tenants).flatMap(([labels, measures]) => histogram(labels, measures)),
    },
  ];
}

function gauge(name: string, help: string, samples: Sample[]): Family {
  return { name, help, type: 'gauge', samples };
}

function counter(name: string, help: string, samples: Sample[]): Family {
  return { name, help, type: 'counter', samples };
}

function secondsOf(ms: number | null): number | null {
  return ms === null ? null : ms / 1000;
}

/** One sample for each tenant that answered and has the value. */
function perTenantOf(tenants: readonly TenantMeasured[]) {
  return (valueIn: (measures: TenantMeasures) => number | null): Sample[] =>
    tenants.flatMap(({ tenant, measures }) =>
      sampleOf({ tenant }, measures === null ? null : valueIn(measures)),
    );
}

function perDestinationOf(tenants: readonly TenantMeasured[]) {
  return (valueIn: (measures: DestinationMeasures) => number | null): Sample[] =>
    destinationsOf(tenants).flatMap(([labels, measures]) => sampleOf(labels, valueIn(measures)));
}

function sampleOf(labels: Labels, value: number | null): Sample[] {
  return value === null ? [] : [{ labels, value }];
}

function destinationsOf(tenants: readonly TenantMeasured[]): [Labels, DestinationMeasures][] {
  return tenants.flatMap(({ tenant, measures }) =>
    (measures?.destinations ?? []).map((one): [Labels, DestinationMeasures] => [
      { tenant, destination: one.id },
      one,
    ]),
  );
}

/** Buckets count what took no longer than their bound, so that each holds those before it. */
function histogram(labels: Labels, { tally }: DestinationMeasures): Sample[] {
  let count = 0;
  const buckets = tally.latencies.map((own, at): Sample => {
    count += own;
    const boundMs = latencyBoundsMs[at];
    const le = boundMs === undefined ? '+Inf' : String(boundMs / 1000);
    return { suffix: '_bucket', labels: { ...labels, le }, value: count };
  });
  return [
    ...buckets,
    { suffix: '_sum', labels, value: tally.latencySumMs / 1000 },
    { suffix: '_count', labels, value: count },
  ];
}
