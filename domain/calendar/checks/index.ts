export { checkCalendar } from './check-calendar.ts';
export type { CalendarWarning } from './check-calendar.ts';
