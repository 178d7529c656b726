import { parse } from 'yaml';
import {
  DomainError,
  calendarConfigSchema,
  calendarHistorySchema,
  catalogueConfigSchema,
  checkReferences,
  notificationsConfigSchema,
  parseConfig,
  peopleConfigSchema,
  referralsConfigSchema,
  unitsConfigSchema,
  watchWordsConfigSchema,
  withHistory,
} from '@jiesu/domain';
import type {
  CalendarConfig,
  CatalogueConfig,
  NotificationsConfig,
  PeopleConfig,
  ReferralsConfig,
  UnitsConfig,
  WatchWordsConfig,
} from '@jiesu/domain';
import { readConfigTexts } from './config-texts.ts';
import type { ConfigTexts } from './config-texts.ts';

/** What the files of config/ say of a city. */
export interface CityConfig {
  readonly calendar: CalendarConfig;
  /** City, areas and units. */
  readonly units: UnitsConfig;
  readonly catalogue: CatalogueConfig;
  readonly people: PeopleConfig;
  readonly watchWords: WatchWordsConfig;
  readonly referrals: ReferralsConfig;
  readonly notifications: NotificationsConfig;
}

/**
 * Reads and checks config/*.yaml in a folder, each by itself and against each other.
 * @throws DomainError CONFIG_INVALID naming the file and each fault
 */
export async function loadCityConfig(folder: string): Promise<CityConfig> {
  return parseCityConfig(await readConfigTexts(folder), folder);
}

/**
 * The city that texts of config/ describe, each checked by itself and against each other. `place` names where they come
 * from.
 * @throws DomainError CONFIG_INVALID naming the file and each fault
 */
export function parseCityConfig(texts: ConfigTexts, place = 'config'): CityConfig {
  const read = (file: string): unknown => parsed(texts.get(file), file, place);
  const calendar = parseCalendar(texts, place);
  const units = parseConfig(unitsConfigSchema, read('units.yaml'), 'units.yaml');
  const catalogue = parseCatalogue(texts, place);
  const people = parseConfig(peopleConfigSchema, read('people.yaml'), 'people.yaml');
  const watchWords = parseConfig(watchWordsConfigSchema, read('watch-words.yaml'), 'watch-words.yaml');
  const referrals = parseConfig(referralsConfigSchema, read('referrals.yaml'), 'referrals.yaml');
  const notifications = parseConfig(
    notificationsConfigSchema,
    read('notifications.yaml'),
    'notifications.yaml',
  );
  checkReferences({ units, catalogue, calendar });
  return { calendar, units, catalogue, people, watchWords, referrals, notifications };
}

/**
 * The calendar alone, whatever the other files say, with the years of calendar-history.yaml before its own; a city without
 * old orders needs none. @throws DomainError CONFIG_INVALID
 */
export function parseCalendar(texts: ConfigTexts, place = 'config'): CalendarConfig {
  const file = 'calendar.yaml';
  const calendar = parseConfig(calendarConfigSchema, parsed(texts.get(file), file, place), file);
  const older = 'calendar-history.yaml';
  const history = texts.get(older);
  if (history === undefined) return calendar;
  return withHistory(calendar, parseConfig(calendarHistorySchema, parsed(history, older, place), older));
}

/** The catalogue alone, whatever the other files say. @throws DomainError CONFIG_INVALID */
export function parseCatalogue(texts: ConfigTexts, place = 'config'): CatalogueConfig {
  const file = 'catalogue.yaml';
  return parseConfig(catalogueConfigSchema, parsed(texts.get(file), file, place), file);
}

function parsed(text: string | undefined, file: string, place: string): unknown {
  if (text === undefined) {
    throw new DomainError('CONFIG_INVALID', { params: { detail: `${file}: can not be read in ${place}` } });
  }
  try {
    return parse(text);
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    throw new DomainError('CONFIG_INVALID', { params: { detail: `${file}: ${reason}` }, cause: error });
  }
}
