import { describe, expect, it } from '@jest/globals';
import chineseDays from 'chinese-days';
import { demoCalendar } from '../testing/demo-city.ts';
import { WorkingCalendar } from './index.ts';

const calendar = new WorkingCalendar(demoCalendar);

describe('published holidays', () => {
  it.each([2024, 2025, 2026])('of %d equal an independent source on every day', (year) => {
    const days = calendar.days(`${year}-01-01`, `${year}-12-31`);

    expect(days.length).toBe(year === 2024 ? 366 : 365);
    const differing = days.filter((day) => day.openMs > 0 !== chineseDays.isWorkday(day.date));
    expect(differing.map((day) => day.date)).toEqual([]);
  });

  it.each([2024, 2025, 2026])('of %d name the holiday and the notice of each special day', (year) => {
    const special = calendar
      .days(`${year}-01-01`, `${year}-12-31`)
      .filter((day) => day.kind === 'holiday' || day.kind === 'make-up');

    expect(special.length).toBeGreaterThan(30);
    for (const day of special) {
      expect(day.notice).toMatch(/^国办发明电〔\d{4}〕\d+号$/);
      expect(day.zh).toContain(day.notice);
    }
  });
});
