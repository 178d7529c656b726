import { DomainError } from '../errors/index.ts';

/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;
export const MINUTE_MS = 60_000;
/** Asia/Shanghai is eight hours ahead of UTC on every day since 1992; so a day is always 24 hours long. */
const OFFSET_MS = 8 * 3_600_000;

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;
const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(Z|[+-]\d{2}:?\d{2})$/i;

/** An instant: milliseconds since 1970 UTC, or ISO 8601 with an offset (`2026-11-24T10:00:00+08:00`). */
export type Instant = number | string;

/** Whether a text is a real date `YYYY-MM-DD`. */
export function isIsoDate(text: string): boolean {
  if (!ISO_DATE.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** Day number (days since 1970-01-01) of a date `YYYY-MM-DD`. Throws FIELD_INVALID if it is none. */
export function dayNumber(date: string): number {
  if (!isIsoDate(date)) throw invalid('date', date);
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

/** Date `YYYY-MM-DD` of a day number. */
export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Day of the week of a day number, 0 Monday to 6 Sunday. */
export function weekdayOf(day: number): number {
  // 1970-01-01 was a Thursday
  return (((day + 3) % 7) + 7) % 7;
}

/** Milliseconds on Shanghai's wall clock since 1970-01-01T00:00 there. Throws FIELD_INVALID if it is no instant. */
export function toLocal(instant: Instant): number {
  if (typeof instant === 'number') {
    if (Number.isFinite(instant)) return instant + OFFSET_MS;
  } else if (ISO_INSTANT.test(instant)) {
    const ms = Date.parse(instant);
    if (!Number.isNaN(ms)) return ms + OFFSET_MS;
  }
  throw invalid('instant', String(instant));
}

/** Milliseconds since 1970 UTC of a wall-clock time in Shanghai. */
export function toEpoch(local: number): number {
  return local - OFFSET_MS;
}

/** ISO 8601 with +08:00 of a wall-clock time in Shanghai; milliseconds only when there are any. */
export function toIso(local: number): string {
  const text = new Date(local).toISOString();
  return `${text.endsWith('.000Z') ? text.slice(0, 19) : text.slice(0, 23)}+08:00`;
}

/** `HH:MM` of a wall-clock time, or of its share of a day. */
export function clockText(local: number): string {
  const minutes = Math.floor((((local % DAY_MS) + DAY_MS) % DAY_MS) / MINUTE_MS);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

function invalid(field: string, value: string): DomainError {
  const reason = `“${value}”`;
  return new DomainError('FIELD_INVALID', {
    field,
    params: { label: '日期时间', labelEn: 'Date and time', reason, reasonEn: reason },
  });
}
