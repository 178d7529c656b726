import { toIso, toLocal } from '@jiesu/domain';

/** An instant as the API writes it: ISO 8601 in Shanghai, `2026-11-24T10:00:00+08:00`; null for none. */
export function isoTime(date: Date | undefined): string | null {
  return date === undefined ? null : toIso(toLocal(date.getTime()));
}
