export { calendarChanges } from './calendar-changes.ts';
export type { CalendarChange } from './calendar-changes.ts';
