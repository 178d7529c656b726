export { calendarConfigSchema, calendarHistorySchema, withHistory } from './calendar-config.ts';
export type {
  CalendarConfig,
  CalendarConfigInput,
  CalendarHistory,
  Closure,
  LocalDay,
  PublishedYear,
  PublishedYearInput,
  Season,
  UnitHours,
} from './calendar-config.ts';
export { catalogueConfigSchema } from './catalogue-config.ts';
export type { CatalogueConfig, Category } from './catalogue-config.ts';
export { catalogueWithEntry } from './catalogue-entry.ts';
export type { CatalogueEntry } from './catalogue-entry.ts';
export { notificationsConfigSchema } from './notifications-config.ts';
export type { NotificationTemplate, NotificationsConfig } from './notifications-config.ts';
export {
  ROLES,
  ROLE_NAMES,
  demoPeople,
  peopleConfigSchema,
  roleGroup,
  unitLeaderGroup,
} from './people-config.ts';
export type { DemoPerson, PeopleConfig, Role } from './people-config.ts';
export { areaAndParents, unitGroup, unitsConfigSchema } from './units-config.ts';
export type { Area, Unit, UnitsConfig } from './units-config.ts';
export { referralsConfigSchema, watchWordsConfigSchema } from './watch-words-config.ts';
export type { ReferralsConfig, WatchWordsConfig } from './watch-words-config.ts';
export { checkReferences, parseConfig, pathText, referenceFaults } from './parse.ts';
export type { ReferenceFault } from './parse.ts';
export { ruleIdOf } from './rule-id.ts';
