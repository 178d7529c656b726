import type { CalendarConfig } from '../config/calendar-config.ts';
import { DAY_MS } from './day-number.ts';
import { buildDays } from './days.ts';
import type { Day } from './days.ts';
import { Measure } from './measure.ts';

/** Days of the city or of one unit, with working time precomputed in both measures. */
export interface UnitTables {
  readonly days: readonly Day[];
  readonly workingDays: Measure;
  readonly workingTime: Measure;
}

/** Tables of the city, or of a unit with its closures. */
export function tablesOf(config: CalendarConfig, unit?: string): UnitTables {
  const days = buildDays(config, unit);
  return {
    days,
    workingDays: new Measure(days, (day) => day.counts),
    workingTime: new Measure(days, (day) => day.openMs),
  };
}

function dayAt(tables: UnitTables, number: number): Day | undefined {
  return tables.days[number - (tables.days[0]?.number ?? 0)];
}

/** Whether work is done at a wall-clock moment. */
export function isOpen(tables: UnitTables, local: number): boolean {
  const number = Math.floor(local / DAY_MS);
  const time = local - number * DAY_MS;
  return dayAt(tables, number)?.open.some((range) => range.from <= time && time < range.to) ?? false;
}

/** Closing time of a day, in wall-clock ms; its midnight when it is not worked. */
export function closingOf(tables: UnitTables, number: number): number {
  return number * DAY_MS + (dayAt(tables, number)?.open.at(-1)?.to ?? 0);
}
