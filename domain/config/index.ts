export { calendarConfigSchema } from './calendar-config.ts';
export type { CalendarConfig, CalendarConfigInput } from './calendar-config.ts';
