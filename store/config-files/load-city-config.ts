import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import {
  DomainError,
  calendarConfigSchema,
  catalogueConfigSchema,
  checkReferences,
  notificationsConfigSchema,
  parseConfig,
  peopleConfigSchema,
  referralsConfigSchema,
  scoresConfigSchema,
  unitsConfigSchema,
  watchWordsConfigSchema,
} from '@jiesu/domain';
import type {
  CalendarConfig,
  CatalogueConfig,
  NotificationsConfig,
  PeopleConfig,
  ReferralsConfig,
  ScoresConfig,
  UnitsConfig,
  WatchWordsConfig,
} from '@jiesu/domain';

/** What the files of config/ say of a city. */
export interface CityConfig {
  readonly calendar: CalendarConfig;
  /** City, areas and units. */
  readonly units: UnitsConfig;
  readonly catalogue: CatalogueConfig;
  readonly people: PeopleConfig;
  readonly watchWords: WatchWordsConfig;
  readonly referrals: ReferralsConfig;
  readonly scores: ScoresConfig;
  readonly notifications: NotificationsConfig;
}

/**
 * Reads and checks config/*.yaml in a folder, each by itself and against each other.
 * @throws DomainError CONFIG_INVALID naming the file and each fault
 */
export async function loadCityConfig(folder: string): Promise<CityConfig> {
  const [calendar, units, catalogue, people, watchWords, referrals, scores, notifications] =
    await Promise.all([
      read(folder, 'calendar.yaml').then((input) =>
        parseConfig(calendarConfigSchema, input, 'calendar.yaml'),
      ),
      read(folder, 'units.yaml').then((input) => parseConfig(unitsConfigSchema, input, 'units.yaml')),
      read(folder, 'catalogue.yaml').then((input) =>
        parseConfig(catalogueConfigSchema, input, 'catalogue.yaml'),
      ),
      read(folder, 'people.yaml').then((input) => parseConfig(peopleConfigSchema, input, 'people.yaml')),
      read(folder, 'watch-words.yaml').then((input) =>
        parseConfig(watchWordsConfigSchema, input, 'watch-words.yaml'),
      ),
      read(folder, 'referrals.yaml').then((input) =>
        parseConfig(referralsConfigSchema, input, 'referrals.yaml'),
      ),
      read(folder, 'scores.yaml').then((input) => parseConfig(scoresConfigSchema, input, 'scores.yaml')),
      read(folder, 'notifications.yaml').then((input) =>
        parseConfig(notificationsConfigSchema, input, 'notifications.yaml'),
      ),
    ]);
  checkReferences({ units, catalogue, calendar });
  return { calendar, units, catalogue, people, watchWords, referrals, scores, notifications };
}

async function read(folder: string, file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path.join(folder, file), 'utf8');
  } catch (error) {
    throw new DomainError('CONFIG_INVALID', {
      params: { detail: `${file}: can not be read in ${folder}` },
      cause: error,
    });
  }
  try {
    return parse(text);
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    throw new DomainError('CONFIG_INVALID', { params: { detail: `${file}: ${reason}` }, cause: error });
  }
}
