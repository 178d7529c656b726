import type { CalendarConfig } from '../config/calendar-config.ts';
import { DomainError } from '../errors/index.ts';
import { DAY_MS, MINUTE_MS, dateOf, dayNumber, toEpoch, toIso, toLocal } from './day-number.ts';
import type { Instant } from './day-number.ts';
import { cityDays, publishedSpan, unitDays } from './days.ts';
import type { Day } from './days.ts';
import { explainDays } from './explanation.ts';
import type { DayLine, TimeUnit } from './explanation.ts';
import type { Edge, Measure } from './measure.ts';
import { mergePauses, pausedBetween } from './pauses.ts';
import type { LocalPause } from './pauses.ts';
import type { DueTime, ExplainedDueTime, Remaining, TimeOptions } from './time.ts';
import { closingOf, isCounting, isOpen, tablesOf } from './unit-tables.ts';
import type { UnitTables } from './unit-tables.ts';

const HOUR_MS = 60 * MINUTE_MS;

/**
 * The working calendar of a city. Immutable; build a new one when the configuration changes.
 *
 * Working days (`workingDayRule: same-time`): the deadline is the moment at which N working days are used, so on whole
 * days it falls at the same time of the day. Monday 10:00 + 1 = Tuesday 10:00; Friday 16:00 + 1 = Monday 16:00.
 * A start outside working hours counts as the closing before it: Friday 20:00 + 1 = Monday 17:30; Monday 08:00 + 1 =
 * Monday 17:30; 12:30 + 1 = 12:00 of the next working day. A half-day counts for its share: with Friday half a day,
 * Thursday 09:00 + 1.5 ends with Friday's half. So N days at once equal the same days in parts.
 *
 * `workingDayRule: day-end`: the day of the start is not counted, the deadline is closing time of the Nth working day
 * (Civil Code art. 201 and 203): Monday 10:00 + 1 = Tuesday 17:30.
 *
 * Working hours end as soon as they are used: 16:30 + 1 working hour = 17:30. Hours and minutes run 24x7.
 */
export class WorkingCalendar {
  /** First day of the first published year, `YYYY-MM-DD`. */
  readonly firstPublishedDay: string;
  /** Last day whose notice is out, `YYYY-MM-DD`. */
  readonly lastPublishedDay: string;
  readonly #config: CalendarConfig;
  readonly #city: UnitTables;
  /** Units with hours or closures of their own; their tables are made when they are first asked for. */
  readonly #units = new Map<string, UnitTables | undefined>();
  readonly #lastPublished: number;

  constructor(config: CalendarConfig) {
    this.#config = config;
    const { first, last } = publishedSpan(config);
    this.firstPublishedDay = dateOf(first);
    this.lastPublishedDay = dateOf(last);
    this.#lastPublished = last;
    this.#city = tablesOf(cityDays(config));
    for (const { unit } of [...config.closures, ...config.unitHours]) this.#units.set(unit, undefined);
  }

  /**
   * What a date is for the city, or for a unit with its own hours and closures. Past the last published day the kind is
   * `unpublished`. Throws CALENDAR_NOT_PUBLISHED outside all that can be told.
   */
  day(date: string, forUnit?: string): Day {
    const days = this.#tables(forUnit).days;
    const found = days[dayNumber(date) - (days[0]?.number ?? 0)];
    if (!found) throw this.#notPublished(date);
    return found;
  }

  /** Days from one date to another, both included, as {@link day} tells them. */
  days(from: string, to: string, forUnit?: string): Day[] {
    const result: Day[] = [];
    for (let number = dayNumber(from); number <= dayNumber(to); number += 1) {
      result.push(this.day(dateOf(number), forUnit));
    }
    return result;
  }

  /**
   * Whether work is done on a date, and why or why not.
   * Throws CALENDAR_NOT_PUBLISHED for a date outside the published years.
   */
  isWorkingDay(date: string, forUnit?: string): { working: boolean; day: Day } {
    const day = this.day(date, forUnit);
    if (day.kind === 'unpublished') throw this.#notPublished(date);
    return { working: day.openMs > 0, day };
  }

  /** Whether the date lies past the last published day, so that nothing firm can be said of it. */
  isUnpublished(date: string): boolean {
    return date > this.lastPublishedDay || date < this.firstPublishedDay;
  }

  /**
   * The deadline `amount` after `start`, without its explanation (fast).
   * Throws CALENDAR_NOT_PUBLISHED (see {@link TimeOptions.unpublished}) and FIELD_INVALID.
   */
  dueTime(start: Instant, amount: number, unit: TimeUnit, options: TimeOptions = {}): DueTime {
    const local = this.#due(toLocal(start), amount, unit, mergePauses(options.pauses), options);
    return { at: toEpoch(local), crossesUnpublished: this.#crosses(local, unit) };
  }

  /**
   * The deadline `amount` after `start` with its day-by-day explanation.
   * Throws CALENDAR_NOT_PUBLISHED (see {@link TimeOptions.unpublished}) and FIELD_INVALID.
   */
  addWorkingTime(
    start: Instant,
    amount: number,
    unit: TimeUnit,
    options: TimeOptions = {},
  ): ExplainedDueTime {
    const from = toLocal(start);
    const pauses = mergePauses(options.pauses);
    const due = this.#due(from, amount, unit, pauses, options);
    return {
      dueAt: toIso(due),
      explanation: this.#explain(from, due, unit, pauses, options.forUnit),
      crossesUnpublished: this.#crosses(due, unit),
    };
  }

  /**
   * The moment from which `amount` is left until `due`: for a sub-deadline that is derived from its end. A due time in
   * working hours leads to the latest such moment, one at a closing to the earliest, so that counting forward from it
   * ends at `due` again. Pauses are stepped over. Under `day-end` whole days go back to a closing.
   * Throws CALENDAR_NOT_PUBLISHED before the first published day, FIELD_INVALID for a negative amount.
   */
  subtractWorkingTime(due: Instant, amount: number, unit: TimeUnit, options: TimeOptions = {}): number {
    if (!(amount >= 0) || !Number.isFinite(amount)) throw invalidAmount(amount);
    const end = toLocal(due);
    if (amount === 0) return toEpoch(end);
    const pauses = mergePauses(options.pauses);
    if (unit === 'hours' || unit === 'minutes') {
      return toEpoch(beforePauses(end, amount * (unit === 'hours' ? HOUR_MS : MINUTE_MS), pauses));
    }
    const tables = this.#tables(options.forUnit);
    const measure = unit === 'working-days' ? tables.workingDays : tables.workingTime;
    const isAtWork = unit === 'working-days' ? isCounting : isOpen;
    const edge = isAtWork(tables, end) ? 'opening' : 'closing';
    let position = end;
    let left = unit === 'working-days' ? amount : Math.round(amount * HOUR_MS);
    for (const pause of pauses.toReversed()) {
      if (pause.from >= position) continue;
      if (pause.to < position) {
        const found = this.#retreat(measure, position, left, edge);
        if (found >= pause.to) return toEpoch(found);
        left = Math.max(0, left - measure.between(pause.to, position));
      }
      position = pause.from;
    }
    return toEpoch(this.#retreat(measure, position, left, edge));
  }

  /**
   * Time used from `from` to `to` in `unit`, pauses left out; 0 when `to` is not later.
   * Throws CALENDAR_NOT_PUBLISHED when it would count unpublished days and they are not to be marked.
   */
  workingTimeBetween(from: Instant, to: Instant, unit: TimeUnit, options: TimeOptions = {}): number {
    const start = toLocal(from);
    const end = toLocal(to);
    if (end <= start) return 0;
    const measure = this.#between(start, end, unit, options);
    return measure(start, end) - pausedBetween(mergePauses(options.pauses), start, end, measure);
  }

  /**
   * What is left from `now` until `dueAt`; negative, in the same unit, once it is overdue.
   * Days past the last published one are counted by the week and marked.
   */
  remaining(now: Instant, dueAt: Instant, unit: TimeUnit, options: TimeOptions = {}): Remaining {
    const at = toLocal(now);
    const due = toLocal(dueAt);
    const marked: TimeOptions = { ...options, unpublished: 'mark' };
    const left =
      at <= due
        ? this.workingTimeBetween(now, dueAt, unit, marked)
        : -this.workingTimeBetween(dueAt, now, unit, marked);
    return {
      amount: Math.round(left * 10_000) / 10_000,
      unit,
      overdue: at > due,
      crossesUnpublished: this.#crosses(Math.max(at, due), unit),
    };
  }

  /** Whether work is done at this moment. Days past the last published one are judged by the week. */
  isWorkingMoment(at: Instant, forUnit?: string): boolean {
    return isOpen(this.#tables(forUnit), toLocal(at));
  }

  /**
   * The moment itself if work is done then, else the next opening; ISO with +08:00. For what is sent in duty hours
   * only. Days past the last published one are judged by the week.
   */
  nextWorkingMoment(at: Instant, forUnit?: string): string {
    const local = toLocal(at);
    const tables = this.#tables(forUnit);
    if (isOpen(tables, local)) return toIso(local);
    const next = tables.workingTime.covers(local)
      ? tables.workingTime.advance(local, 0, 'opening')
      : undefined;
    if (next === undefined) throw this.#notPublished(toIso(local).slice(0, 10));
    return toIso(next);
  }

  #due(
    from: number,
    amount: number,
    unit: TimeUnit,
    pauses: readonly LocalPause[],
    options: TimeOptions,
  ): number {
    if (!(amount >= 0) || !Number.isFinite(amount)) throw invalidAmount(amount);
    if (unit === 'hours' || unit === 'minutes') {
      return afterPauses(from, amount * (unit === 'hours' ? HOUR_MS : MINUTE_MS), pauses);
    }
    if (amount === 0) return from;
    const tables = this.#tables(options.forUnit);
    const dayEnd = unit === 'working-days' && this.#config.workingDayRule === 'day-end';
    const sameTime = unit === 'working-days' && !dayEnd && isCounting(tables, from);
    const due = this.#walk(
      unit === 'working-days' ? tables.workingDays : tables.workingTime,
      dayEnd ? (Math.floor(from / DAY_MS) + 1) * DAY_MS : from,
      unit === 'working-days' ? amount : Math.round(amount * HOUR_MS),
      sameTime ? 'opening' : 'closing',
      pauses,
    );
    const day = Math.floor(due / DAY_MS);
    if (day > this.#lastPublished && options.unpublished !== 'mark') throw this.#notPublished(dateOf(day));
    return dayEnd ? closingOf(tables, day) : due;
  }

  #walk(measure: Measure, from: number, amount: number, edge: Edge, pauses: readonly LocalPause[]): number {
    let position = from;
    let left = amount;
    if (!measure.covers(from)) throw this.#notPublished(dateOf(Math.floor(from / DAY_MS)));
    for (const pause of pauses) {
      if (pause.to <= position) continue;
      if (pause.from > position) {
        const due = measure.advance(position, left, edge);
        if (due === undefined || due <= pause.from) break;
        left = Math.max(0, left - measure.between(position, pause.from));
      }
      position = pause.to;
      if (!measure.covers(position)) throw this.#notPublished(dateOf(Math.floor(position / DAY_MS)));
    }
    const due = measure.advance(position, left, edge);
    if (due === undefined) throw this.#notPublished(dateOf(Math.floor(position / DAY_MS)));
    return due;
  }

  #retreat(measure: Measure, from: number, amount: number, edge: Edge): number {
    const found = measure.covers(from) ? measure.retreat(from, amount, edge) : undefined;
    if (found === undefined) throw this.#notPublished(dateOf(Math.floor(from / DAY_MS)));
    return found;
  }

  #between(
    start: number,
    end: number,
    unit: TimeUnit,
    options: TimeOptions,
  ): (from: number, to: number) => number {
    if (unit === 'hours') return (from, to) => (to - from) / HOUR_MS;
    if (unit === 'minutes') return (from, to) => (to - from) / MINUTE_MS;
    const tables = this.#tables(options.forUnit);
    const measure = unit === 'working-days' ? tables.workingDays : tables.workingTime;
    for (const local of [start, end]) {
      const day = Math.floor(local / DAY_MS);
      const refused = day > this.#lastPublished && options.unpublished !== 'mark';
      if (refused || !measure.covers(local)) throw this.#notPublished(dateOf(day));
    }
    return unit === 'working-days'
      ? (from, to) => measure.between(from, to)
      : (from, to) => measure.between(from, to) / HOUR_MS;
  }

  #explain(
    from: number,
    due: number,
    unit: TimeUnit,
    pauses: readonly LocalPause[],
    forUnit: string | undefined,
  ): DayLine[] {
    const isMarked: TimeOptions = { unpublished: 'mark', ...(forUnit === undefined ? {} : { forUnit }) };
    return explainDays({
      from,
      due,
      unit,
      pauses,
      calendar: unit === 'hours' || unit === 'minutes' ? undefined : this.#tables(forUnit),
      leavesOutStart: unit === 'working-days' && this.#config.workingDayRule === 'day-end',
      measure: this.#between(from, due, unit, isMarked),
    });
  }

  #crosses(local: number, unit: TimeUnit): boolean {
    if (unit === 'hours' || unit === 'minutes') return false;
    return Math.floor(local / DAY_MS) > this.#lastPublished;
  }

  #tables(forUnit: string | undefined): UnitTables {
    if (forUnit === undefined || !this.#units.has(forUnit)) return this.#city;
    const known = this.#units.get(forUnit);
    if (known) return known;
    const tables = tablesOf(unitDays(this.#config, forUnit, this.#city.days));
    this.#units.set(forUnit, tables);
    return tables;
  }

  #notPublished(date: string): DomainError {
    return new DomainError('CALENDAR_NOT_PUBLISHED', {
      params: { date, from: this.firstPublishedDay, to: this.lastPublishedDay },
    });
  }
}

function afterPauses(from: number, amountMs: number, pauses: readonly LocalPause[]): number {
  let due = Math.round(from + amountMs);
  let position = from;
  for (const pause of pauses) {
    if (pause.to <= position) continue;
    if (pause.from >= due) break;
    due += pause.to - Math.max(pause.from, position);
    position = pause.to;
  }
  return due;
}

function beforePauses(end: number, amountMs: number, pauses: readonly LocalPause[]): number {
  let from = Math.round(end - amountMs);
  let position = end;
  for (const pause of pauses.toReversed()) {
    if (pause.from >= position) continue;
    if (pause.to <= from) break;
    from -= Math.min(pause.to, position) - pause.from;
    position = pause.from;
  }
  return from;
}

function invalidAmount(amount: number): DomainError {
  return new DomainError('FIELD_INVALID', {
    field: 'amount',
    params: {
      label: '时长',
      labelEn: 'Amount of time',
      reason: `不能是 ${String(amount)}`,
      reasonEn: `may not be ${String(amount)}`,
    },
  });
}
