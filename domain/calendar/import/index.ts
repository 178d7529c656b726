export { adoptImport } from './adopt-import.ts';
export { importHolidayJson } from './import-holiday-json.ts';
export { importIcs } from './import-ics.ts';
export { importNotice } from './import-notice.ts';
export type { CalendarImport, ImportNote } from './import-result.ts';
