/** A day that the city itself arranges, as config/calendar.yaml has it. */
export interface LocalDay {
  readonly kind: 'holiday' | 'make-up' | 'half-day';
  readonly date: string;
  readonly zh: string;
  readonly en: string;
  readonly hours?: readonly string[];
  readonly counts?: number;
  readonly notice: string;
}

const HOURS = /^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** The city's own days in a calendar file. */
export function localDaysOf(calendar: unknown): readonly LocalDay[] {
  const list: unknown = (calendar as { localDays?: unknown } | null)?.localDays;
  return Array.isArray(list) ? (list as LocalDay[]) : [];
}

/** The city's own days with one set, or (undefined) with none on a date; in the order of their dates. */
export function withLocalDay(
  days: readonly LocalDay[],
  date: string,
  day: LocalDay | undefined,
): readonly LocalDay[] {
  const others = days.filter((other) => other.date !== date);
  return [...others, ...(day === undefined ? [] : [day])].sort((a, b) => a.date.localeCompare(b.date));
}

/** Hours as a person writes them, `9:00–12:00, 13:30-17:30`, as the file has them; undefined when they are none. */
export function hoursOf(text: string): string[] | undefined {
  const ranges = text
    .split(/[,，、;；\s]+/)
    .filter((part) => part !== '')
    .map((part) =>
      part
        .replace(/[–—~～至]/g, '-')
        .replace(/：/g, ':')
        .replace(/(^|-)(\d):/g, '$10$2:'),
    );
  const inOrder = ranges.every((range, i) => {
    const [from = '', to = ''] = range.split('-');
    return HOURS.test(range) && from < to && from >= (ranges[i - 1]?.split('-')[1] ?? '');
  });
  return ranges.length > 0 && inOrder ? ranges : undefined;
}
