import { DAY_MS } from './day-number.ts';
import type { Day } from './days.ts';
import { textsOf } from './explanation.ts';
import type { DayTexts } from './explanation.ts';
import { Measure } from './measure.ts';

/** Days of the city or of one unit, with working time precomputed in both measures. */
export interface UnitTables {
  readonly days: readonly Day[];
  /** How the lines of each day begin in an explanation. */
  readonly texts: readonly DayTexts[];
  readonly workingDays: Measure;
  readonly workingTime: Measure;
}

/** Tables over the days of the city, or of a unit. */
export function tablesOf(days: readonly Day[]): UnitTables {
  return {
    days,
    texts: days.map(textsOf),
    workingDays: new Measure(days, (day) => day.counts),
    workingTime: new Measure(days, (day) => day.openMs),
  };
}

function dayAt(tables: UnitTables, number: number): Day | undefined {
  return tables.days[number - (tables.days[0]?.number ?? 0)];
}

/** Whether work is done at a wall-clock moment. */
export function isOpen(tables: UnitTables, local: number): boolean {
  return isOpenOn(dayAt(tables, Math.floor(local / DAY_MS)), local);
}

/** Whether work is done at a wall-clock moment of a day that counts as a working day, in whole or in part. */
export function isCounting(tables: UnitTables, local: number): boolean {
  const day = dayAt(tables, Math.floor(local / DAY_MS));
  return day !== undefined && day.counts > 0 && isOpenOn(day, local);
}

/** Closing time of a day, in wall-clock ms; its midnight when it is not worked. */
export function closingOf(tables: UnitTables, number: number): number {
  return number * DAY_MS + (dayAt(tables, number)?.open.at(-1)?.to ?? 0);
}

function isOpenOn(day: Day | undefined, local: number): boolean {
  if (!day) return false;
  const time = local - day.number * DAY_MS;
  return day.open.some((range) => range.from <= time && time < range.to);
}
