/** Owns how many codes by SMS a tenant pays for in a day, and telling it before they are used up; must not see a phone. */
import type { CodeBudgetWarned } from '../../contract/event.ts';
import { chinaDateAt } from '../../contract/fields/date.ts';
import { self } from '../routing/recipients.ts';
import { addEvent } from './add-event.ts';
import type { TenantContext } from './context.ts';
import type { DeliveryStore } from './delivery/deliveries.ts';
import type { DestinationStore } from './destinations.ts';
import { firstRow } from './rows.ts';
import { noLead } from './sequence.ts';

export interface BudgetReceivers {
  deliveries: DeliveryStore;
  destinations: DestinationStore;
  /** Called when something new may be due. */
  onDue: () => void;
}

/** The tenant is told once this share of the day's codes is sent. */
const warnedShare = 0.8;

type DayRow = {
  sent: number;
  /** The budget that the tenant was told of; one that was raised since is told of anew. */
  told_for: number | null;
};

/** Counts a calendar day of mainland China: budgets are read by people. All calls belong into the caller's transaction. */
export class CodeBudget {
  readonly #context: TenantContext;
  readonly #receivers: BudgetReceivers;

  constructor(context: TenantContext, receivers: BudgetReceivers) {
    this.#context = context;
    this.#receivers = receivers;
  }

  /** Ms until a code may be sent; 0 when one may be now. */
  waitMs(nowMs: number): number {
    const { codesPerDay } = this.#context.profile().settings.limits;
    if (codesPerDay === 0 || this.#day(nowMs).sent < codesPerDay) return 0;
    const tomorrowMs = Date.parse(`${chinaDateAt(nowMs)}T24:00:00+08:00`);
    return tomorrowMs - nowMs;
  }

  /** Counts a code that goes to a vendor; tells the tenant when they run low. */
  spend(nowMs: number): void {
    const { codesPerDay } = this.#context.profile().settings.limits;
    const day = chinaDateAt(nowMs);
    const { sent: before, told_for: toldFor } = this.#day(nowMs);
    const sent = before + 1;
    const isLow = codesPerDay > 0 && sent >= Math.ceil(codesPerDay * warnedShare);
    const isNews = isLow && toldFor !== codesPerDay;
    const { sql } = this.#context;
    sql.exec('DELETE FROM code_days WHERE day < ?', day);
    sql.exec(
      'INSERT OR REPLACE INTO code_days (day, sent, told_for) VALUES (?, ?, ?)',
      day,
      sent,
      isNews ? codesPerDay : toldFor,
    );
    if (isNews) this.#warn({ day, sent, perDay: codesPerDay }, nowMs);
  }

  /** A vendor refused it: it costs nothing. @param atMs when it was counted */
  giveBack(atMs: number): void {
    const day = chinaDateAt(atMs);
    this.#context.sql.exec('UPDATE code_days SET sent = sent - 1 WHERE day = ? AND sent > 0', day);
    this.#context.sql.exec('DELETE FROM code_days WHERE day = ? AND sent = 0 AND told_for IS NULL', day);
  }

  #day(nowMs: number): DayRow {
    const row = firstRow<DayRow>(
      this.#context.sql,
      'SELECT sent, told_for FROM code_days WHERE day = ?',
      chinaDateAt(nowMs),
    );
    return row ?? { sent: 0, told_for: null };
  }

  #warn({ day, sent, perDay }: CodeBudgetWarned['codes'], nowMs: number): void {
    const { deliveries, destinations, onDue } = this.#receivers;
    const event = addEvent(this.#context, { type: 'codes.budget_warning', lead: noLead, atMs: nowMs });
    this.#context.sql.exec(
      'INSERT INTO code_warnings (event, day, sent, per_day) VALUES (?, ?, ?, ?)',
      event,
      day,
      sent,
      perDay,
    );
    for (const { number, recipient } of destinations.rows()) {
      if (recipient === self) deliveries.add({ event, destination: number }, noLead);
    }
    onDue();
  }
}

/** What the event of a day's codes tells. */
export function codeBudgetOf(context: TenantContext, event: number): CodeBudgetWarned | null {
  const row = firstRow<{ day: string; sent: number; per_day: number }>(
    context.sql,
    'SELECT day, sent, per_day FROM code_warnings WHERE event = ?',
    event,
  );
  return row === undefined
    ? null
    : { tenant: context.profile().id, codes: { day: row.day, sent: row.sent, perDay: row.per_day } };
}
