import type { TimeUnit } from '../calendar/index.ts';

/** Units of time in a sentence. */
export const REMARK_UNITS: Readonly<Record<TimeUnit, { zh: string; en: string }>> = {
  'working-days': { zh: '个工作日', en: 'working days' },
  'working-hours': { zh: '个工作小时', en: 'working hours' },
  hours: { zh: '小时', en: 'hours' },
  minutes: { zh: '分钟', en: 'minutes' },
};

/** `2026-03-02 10:00` of an ISO time. */
export function clockOf(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}
