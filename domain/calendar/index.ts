export { WorkingCalendar } from './working-calendar.ts';
export type { DueTime, ExplainedDueTime, Remaining, TimeOptions } from './time.ts';
export type { DayLine, TimeUnit } from './explanation.ts';
export type { Day, DayKind } from './days.ts';
export type { Pause } from './pauses.ts';
export { dateOf, dayNumber, isIsoDate, toEpoch, toIso, toLocal } from './day-number.ts';
export type { Instant } from './day-number.ts';
export { adoptImport, importHolidayJson, importIcs, importNotice } from './import/index.ts';
export type { CalendarImport, ImportNote } from './import/index.ts';
