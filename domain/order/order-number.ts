import { toIso, toLocal } from '../calendar/day-number.ts';
import type { Instant } from '../calendar/day-number.ts';

const ORDER_NUMBER = /^JS(\d{4})(\d{2})(\d{2})-(\d{6,})$/;

/** Key of the counter that gives the sequence of a day: the date in Shanghai, `20261124`. */
export function orderNumberDay(at: Instant): string {
  return toIso(toLocal(at)).slice(0, 10).replaceAll('-', '');
}

/** Number of an order, `JS20261124-000123`: the day it was received in Shanghai and the sequence of that day. */
export function orderNumber(at: Instant, sequence: number): string {
  return `JS${orderNumberDay(at)}-${String(sequence).padStart(6, '0')}`;
}

/** Date and sequence of an order number; undefined when the text is none. */
export function parseOrderNumber(text: string): { date: string; sequence: number } | undefined {
  const match = ORDER_NUMBER.exec(text);
  if (!match) return undefined;
  return { date: `${match[1] ?? ''}-${match[2] ?? ''}-${match[3] ?? ''}`, sequence: Number(match[4]) };
}
