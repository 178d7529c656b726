import { request } from './client.ts';
import type { RuleWord } from './rules.ts';

/** A day of a month under a calendar, of the city or of one unit. */
export interface CalendarDay {
  readonly date: string;
  /** 1 Monday to 7 Sunday. */
  readonly weekday: number;
  readonly kind: 'working' | 'weekend' | 'holiday' | 'make-up' | 'half-day' | 'closure' | 'unpublished';
  /** How much of a working day it counts for, 0 to 1. */
  readonly counts: number;
  readonly hours: readonly string[];
  readonly zh: string;
  readonly en: string;
  readonly notice?: string;
}

export interface CalendarMonth {
  readonly days: readonly CalendarDay[];
  readonly firstPublishedDay: string;
  readonly lastPublishedDay: string;
  readonly warnings: readonly RuleWord[];
  readonly changes: readonly RuleWord[];
}

export interface ImportNote extends RuleWord {
  /** Line of the pasted text, from 1. */
  readonly line?: number;
}

export interface CalendarImport {
  readonly published: readonly unknown[];
  readonly lastPublishedDay: string | null;
  readonly errors: readonly ImportNote[];
  readonly warnings: readonly ImportNote[];
  readonly changes: readonly RuleWord[];
}

export type ImportKind = 'notice' | 'ics' | 'json';

/** What the server says of a calendar that is being edited; nothing is stored. */
export const ruleCalendarApi = {
  month: (body: { calendar: unknown; month: string; unit?: string }, signal?: AbortSignal) =>
    request<CalendarMonth>('POST', '/api/rules/calendar/month', { body, signal }),
  import: (body: { calendar: unknown; kind: ImportKind; text: string }) =>
    request<CalendarImport>('POST', '/api/rules/calendar/import', { body }),
};
