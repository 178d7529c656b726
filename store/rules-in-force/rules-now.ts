import { WorkingCalendar } from '@jiesu/domain';
import { parseCalendar, parseCityConfig } from '../config-files/index.ts';
import type { CityConfig, ConfigTexts } from '../config-files/index.ts';

/** Numbers of versions by the id of their rule; a rule that is not versioned yet has none. */
export type RuleNumbers = Readonly<Record<string, number>>;

/** The rules that hold at a moment. Nothing of it changes; other rules are another one. */
export interface RulesNow {
  readonly city: CityConfig;
  /** The city's working calendar. */
  readonly calendar: WorkingCalendar;
  readonly numbers: RuleNumbers;
  /** Texts of all files of config/. */
  readonly texts: ConfigTexts;
  /** The calendar of a version: an order goes by the one that its deadline was computed with. @default the present one */
  calendarOf(number: number | undefined): WorkingCalendar;
}

/**
 * Rules of texts of config/. `earlierCalendars`: texts of calendars by the numbers of their versions.
 * @throws DomainError CONFIG_INVALID
 */
export function rulesOf(
  texts: ConfigTexts,
  numbers: RuleNumbers = {},
  earlierCalendars: ReadonlyMap<number, string> = new Map(),
): RulesNow {
  const city = parseCityConfig(texts);
  return { ...rulesOfCity(city, numbers, calendarsOf(texts, earlierCalendars)), texts };
}

/** Rules of a parsed city, without their texts: for parts that never look at versions. */
export function rulesOfCity(
  city: CityConfig,
  numbers: RuleNumbers = {},
  calendarOfNumber: (number: number) => WorkingCalendar | undefined = () => undefined,
): RulesNow {
  const calendar = new WorkingCalendar(city.calendar);
  return {
    city,
    calendar,
    numbers,
    texts: new Map(),
    calendarOf: (number) =>
      number === undefined || number === numbers['calendar']
        ? calendar
        : (calendarOfNumber(number) ?? calendar),
  };
}

/** The city as it is at each look: for parts that are built once and ask anew at each use. */
export function presentCity(current: () => RulesNow): CityConfig {
  return {
    get calendar() {
      return current().city.calendar;
    },
    get units() {
      return current().city.units;
    },
    get catalogue() {
      return current().city.catalogue;
    },
    get people() {
      return current().city.people;
    },
    get watchWords() {
      return current().city.watchWords;
    },
    get referrals() {
      return current().city.referrals;
    },
    get notifications() {
      return current().city.notifications;
    },
  };
}

/** Calendars are built when an order asks for them, and kept. */
function calendarsOf(
  texts: ConfigTexts,
  earlier: ReadonlyMap<number, string>,
): (number: number) => WorkingCalendar | undefined {
  const known = new Map<number, WorkingCalendar>();
  return (number) => {
    const text = earlier.get(number);
    if (text === undefined) return undefined;
    const calendar =
      known.get(number) ?? new WorkingCalendar(parseCalendar(new Map([...texts, ['calendar.yaml', text]])));
    known.set(number, calendar);
    return calendar;
  };
}
