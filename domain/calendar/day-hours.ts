import type { CalendarConfig, OpenRange, Season, UnitHours } from '../config/calendar-config.ts';
import { isInPeriod } from '../config/calendar-parts.ts';
import { MINUTE_MS } from './day-number.ts';

/** Hours of one day in ms from midnight, and why they are so. */
export interface Hours {
  readonly open: readonly OpenRange[];
  /** How much of a working day it counts for where nothing else is said of the day. */
  readonly counts: number;
  /** Whether it is a unit's own day of rest, on which the city works. */
  readonly rests: boolean;
  /** Whether the unit works on a day of rest of the city. */
  readonly extra: boolean;
  /** Name of the season or of the unit's hours that apply; undefined for the city's ordinary hours. */
  readonly by: { readonly zh: string; readonly en: string; readonly notice?: string } | undefined;
}

interface SeasonInMs {
  readonly season: Season;
  readonly hours: readonly OpenRange[];
  readonly makeUp: readonly OpenRange[];
}

interface UnitHoursInMs {
  readonly entry: UnitHours;
  /** Monday to Sunday; undefined where the city's hours hold. */
  readonly week: readonly (readonly OpenRange[] | undefined)[];
  readonly makeUp: readonly OpenRange[] | undefined;
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const CLOSED: readonly OpenRange[] = [];

/** Working hours of the city or of one unit on the days of the week, with seasons and the unit's own hours. */
export class DayHours {
  readonly #week: readonly (readonly OpenRange[])[];
  readonly #makeUp: readonly OpenRange[];
  readonly #seasons: readonly SeasonInMs[];
  readonly #own: readonly UnitHoursInMs[];
  /** One object for each combination of hours, so that a year does not make 365 of them. */
  readonly #made = new Map<string, Hours>();

  constructor(config: CalendarConfig, unit?: string) {
    this.#week = WEEKDAYS.map((name) => toMs(config.week[name]));
    this.#makeUp = toMs(config.makeUpHours);
    this.#seasons = config.seasons.map((season) => ({
      season,
      hours: toMs(season.hours),
      makeUp: toMs(season.makeUpHours ?? season.hours),
    }));
    this.#own = config.unitHours
      .filter((entry) => entry.unit === unit)
      .map((entry) => ({
        entry,
        week: WEEKDAYS.map((name) => {
          const hours = entry.week[name];
          return hours && toMs(hours);
        }),
        makeUp: entry.makeUpHours && toMs(entry.makeUpHours),
      }));
  }

  /** Whether the unit has hours of its own on a date. */
  hasOwn(date: string): boolean {
    return this.#own.some(({ entry }) => isInPeriod(date, entry));
  }

  /** Hours of a date as a day of the week, 0 Monday to 6 Sunday. */
  on(date: string, weekday: number): Hours {
    const season = this.#seasons.findIndex((entry) => isInPeriod(date, entry.season));
    const own = this.#own.findIndex(({ entry }) => isInPeriod(date, entry));
    const key = `${weekday}/${season}/${own}`;
    const made = this.#made.get(key);
    if (made) return made;
    const hours = this.#make(weekday, this.#seasons[season], this.#own[own]);
    this.#made.set(key, hours);
    return hours;
  }

  /** Hours of a make-up working day on a date, when the day has none of its own. */
  ofMakeUp(date: string): readonly OpenRange[] {
    const own = this.#own.find(({ entry }) => isInPeriod(date, entry))?.makeUp;
    return own ?? this.#seasons.find(({ season }) => isInPeriod(date, season))?.makeUp ?? this.#makeUp;
  }

  #make(weekday: number, season: SeasonInMs | undefined, own: UnitHoursInMs | undefined): Hours {
    const ordinary = this.#week[weekday] ?? CLOSED;
    const works = ordinary.length > 0;
    const city = works && season ? season.hours : ordinary;
    const ofUnit = own?.week[weekday];
    if (ofUnit === undefined || own === undefined) {
      const by = works && season ? named(season.season) : undefined;
      return { open: city, counts: works ? 1 : 0, rests: false, extra: false, by };
    }
    const opens = ofUnit.length > 0;
    return {
      open: ofUnit,
      counts: !opens ? 0 : works ? 1 : own.entry.extraDaysCount,
      rests: works && !opens,
      extra: opens && !works,
      by: named(own.entry),
    };
  }
}

/** Hours in minutes as the configuration has them, in ms from midnight. */
export function toMs(hours: readonly OpenRange[]): readonly OpenRange[] {
  return hours.map(({ from, to }) => ({ from: from * MINUTE_MS, to: to * MINUTE_MS }));
}

function named(entry: { zh: string; en: string; notice?: string | undefined }): Hours['by'] {
  const { zh, en, notice } = entry;
  return notice === undefined ? { zh, en } : { zh, en, notice };
}
