import type { OpenRange } from '../config/calendar-config.ts';

/** Hours in minutes of the day as config/calendar.yaml has them: `['09:00-12:00']`. */
export function hoursAsWritten(hours: readonly OpenRange[]): string[] {
  return hours.map(({ from, to }) => `${clock(from)}-${clock(to)}`);
}

/** Hours in minutes of the day as they are read: `09:00–12:00、13:30–17:30`; a dash for none. */
export function hoursText(hours: readonly OpenRange[]): { zh: string; en: string } {
  const ranges = hours.map(({ from, to }) => `${clock(from)}–${clock(to)}`);
  return ranges.length === 0
    ? { zh: '不办公', en: 'closed' }
    : { zh: ranges.join('、'), en: ranges.join(', ') };
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
