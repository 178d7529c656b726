import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import {
  calendarConfigSchema,
  calendarHistorySchema,
  catalogueConfigSchema,
  parseConfig,
  peopleConfigSchema,
  referralsConfigSchema,
  unitsConfigSchema,
  watchWordsConfigSchema,
} from '../config/index.ts';

/** A file of config/ as it is written, for the tests of this package only; the package itself reads no files. */
export function readConfigFile(name: string): unknown {
  return parse(readFileSync(new URL(`../../config/${name}`, import.meta.url), 'utf8'));
}

export const demoCalendar = parseConfig(
  calendarConfigSchema,
  readConfigFile('calendar.yaml'),
  'calendar.yaml',
);
export const demoHistory = parseConfig(
  calendarHistorySchema,
  readConfigFile('calendar-history.yaml'),
  'calendar-history.yaml',
);
export const demoUnits = parseConfig(unitsConfigSchema, readConfigFile('units.yaml'), 'units.yaml');
export const demoCatalogue = parseConfig(
  catalogueConfigSchema,
  readConfigFile('catalogue.yaml'),
  'catalogue.yaml',
);
export const demoPeopleConfig = parseConfig(peopleConfigSchema, readConfigFile('people.yaml'), 'people.yaml');
export const demoWatchWords = parseConfig(
  watchWordsConfigSchema,
  readConfigFile('watch-words.yaml'),
  'watch-words.yaml',
);
export const demoReferrals = parseConfig(
  referralsConfigSchema,
  readConfigFile('referrals.yaml'),
  'referrals.yaml',
);
