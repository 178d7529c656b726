import { describe, expect, it } from '@jest/globals';
import { hoursOf, localDaysOf, withLocalDay, type LocalDay } from './local-days.ts';

const day = (date: string): LocalDay => ({ kind: 'holiday', date, zh: '节', en: 'day', notice: '通知' });

describe('the city’s own days', () => {
  it('given a day that is set, then it takes the place of the one on its date, in order', () => {
    const days = [day('2026-03-01'), day('2026-05-01')];
    const changed = { ...day('2026-05-01'), zh: '另一节' };
    expect(withLocalDay(days, '2026-05-01', changed)).toEqual([days[0], changed]);
    expect(withLocalDay(days, '2026-04-01', day('2026-04-01')).map(({ date }) => date)).toEqual([
      '2026-03-01',
      '2026-04-01',
      '2026-05-01',
    ]);
  });

  it('given a day that is taken out, then the others stay', () => {
    expect(withLocalDay([day('2026-03-01')], '2026-03-01', undefined)).toEqual([]);
    expect(localDaysOf({})).toEqual([]);
    expect(localDaysOf(null)).toEqual([]);
  });

  it.each([
    ['09:00-12:00', ['09:00-12:00']],
    ['9:00–12:00，13:30至17:30', ['09:00-12:00', '13:30-17:30']],
    ['9：00-12：00、14:30～18:00', ['09:00-12:00', '14:30-18:00']],
    ['', undefined],
    ['上午', undefined],
    ['12:00-09:00', undefined],
    ['09:00-12:00 11:00-13:00', undefined],
  ])('given the hours %s as a person writes them, then they are read as the file has them', (text, hours) => {
    expect(hoursOf(text)).toEqual(hours);
  });
});
