import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { calendarConfigSchema, withHistory } from '../../config/index.ts';
import type { PublishedYearInput } from '../../config/index.ts';
import { demoCalendar, demoHistory, readConfigFile } from '../../testing/demo-city.ts';
import { WorkingCalendar } from '../index.ts';
import { adoptImport, importHolidayJson, importIcs } from './index.ts';
import type { CalendarImport } from './index.ts';

/** A file of the package chinese-days, as its users download it. */
const fileOf = (name: string): string =>
  readFileSync(path.join(path.dirname(createRequire(import.meta.url).resolve('chinese-days')), name), 'utf8');

const calendar = new WorkingCalendar(withHistory(demoCalendar, demoHistory));

/** A calendar whose holidays are only those that were imported. */
function calendarOf(years: readonly PublishedYearInput[]): WorkingCalendar {
  const input = readConfigFile('calendar.yaml') as object;
  return new WorkingCalendar(calendarConfigSchema.parse({ ...input, published: years }));
}

function workdaysIn(year: number, of: WorkingCalendar): string[] {
  const days = of.days(`${year}-01-01`, `${year}-12-31`);
  return days.filter((day) => day.openMs > 0).map((day) => day.date);
}

const ics = (...events: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//', ...events, 'END:VCALENDAR'].join('\r\n');
const event = (first: string, end: string | undefined, summary: string, ...more: string[]): string =>
  [
    'BEGIN:VEVENT',
    `UID:${first}-${summary}`,
    `DTSTART;VALUE=DATE:${first}`,
    ...(end === undefined ? [] : [`DTEND;VALUE=DATE:${end}`]),
    `SUMMARY${summary}`,
    ...more,
    'END:VEVENT',
  ].join('\r\n');

const APPLE = ics(
  event('20260101', '20260104', ';LANGUAGE=zh_CN:元旦（休）', 'X-APPLE-SPECIAL-DAY:WORK-HOLIDAY'),
  event('20260104', '20260105', ';LANGUAGE=zh_CN:元旦（班）', 'X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY'),
  event('20260214', undefined, ';LANGUAGE=zh_CN:春节（班）', 'X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY'),
  event('20260215', '20260224', ';LANGUAGE=zh_CN:春节（休）', 'X-APPLE-SPECIAL-DAY:WORK-HOLIDAY'),
  event('20260228', '20260301', ';LANGUAGE=zh_CN:春节（班）', 'X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY'),
  event('20260308', '20260309', ';LANGUAGE=zh_CN:妇女节'),
);

describe('an ICS calendar', () => {
  it('of Apple gives holidays and make-up days, and leaves festivals out', () => {
    const { years, errors, warnings } = importIcs(APPLE);

    expect(errors).toEqual([]);
    expect(years).toEqual([
      {
        year: 2026,
        notice: { title: '国务院办公厅关于2026年部分节假日安排的通知' },
        holidays: [
          {
            zh: '元旦',
            en: "New Year's Day",
            from: '2026-01-01',
            to: '2026-01-03',
            makeUpDays: ['2026-01-04'],
          },
          {
            zh: '春节',
            en: 'Spring Festival',
            from: '2026-02-15',
            to: '2026-02-23',
            makeUpDays: ['2026-02-14', '2026-02-28'],
          },
        ],
      },
    ]);
    expect(warnings.map(({ zh }) => zh)).toEqual(['1个没有标明“休”“班”的事件未导入']);
  });

  it('of holiday-cn and of Google gives the same', () => {
    const holidayCn = importIcs(
      ics(
        event('20260101', '20260104', ':元旦假期'),
        event('20260104', '20260105', ':上班(补元旦假期)'),
        event('20260925', '20260928', ':中秋节假期'),
      ),
    );
    const google = importIcs(
      ics(
        event('20260101', '20260104', ":New Year's Day", 'DESCRIPTION:Public holiday'),
        event('20260104', '20260105', ":Working Day for New Year's Day", 'DESCRIPTION:Observance'),
        event('20260925', '20260928', ':Mid-Autumn Festival', 'DESCRIPTION:Public holiday'),
        event('20260308', '20260309', ":International Women's Day", 'DESCRIPTION:Observance'),
      ),
    );
    expect(holidayCn.errors).toEqual([]);
    expect(holidayCn.years[0]?.holidays.map(({ zh }) => zh)).toEqual(['元旦', '中秋节']);
    expect(google.years).toEqual(holidayCn.years);
  });

  it('of chinese-days has the working days of its years', () => {
    const { years, errors } = importIcs(fileOf('holidays.ics'));

    expect(errors).toEqual([]);
    expect(years.map(({ year }) => year)).toEqual([2024, 2025, 2026]);
    const imported = calendarOf(years);
    for (const year of [2024, 2025, 2026]) {
      expect(workdaysIn(year, imported)).toEqual(workdaysIn(year, calendar));
    }
  });

  it('that is none, or has no such events, is refused', () => {
    const errorsOf = (text: string): string[] => importIcs(text).errors.map(({ en }) => en);
    expect(errorsOf('hello')).toEqual([expect.stringContaining('this is no calendar file (ICS)')]);
    expect(errorsOf(ics())).toEqual(['there are no events in the calendar']);
    expect(errorsOf(ics(event('20260308', '20260309', ':妇女节')))).toEqual([
      'no event of the calendar is marked as a day off or a working day',
    ]);
  });
});

describe('holidays as JSON', () => {
  it.each(Array.from({ length: 23 }, (_, i) => 2004 + i))(
    'of chinese-days have the working days of %d',
    (year) => {
      const imported: CalendarImport = importHolidayJson(fileOf(`years/${year}.json`));

      expect(imported.errors).toEqual([]);
      const own = imported.years.filter((entry) => entry.year === year);
      const next = imported.years.filter((entry) => entry.year === year + 1);
      // the file of a year has the last days of December that are a holiday of the next one
      const merged = {
        ...own[0],
        holidays: [...(own[0]?.holidays ?? []), ...next.flatMap((entry) => entry.holidays)],
      };
      const of = calendarOf([{ ...merged, year, notice: { title: 'imported' } }]);
      // 2005-12-31 is missing there, see published-days.test.ts
      expect(workdaysIn(year, of)).toEqual(
        workdaysIn(year, calendar).filter((date) => date !== '2005-12-31'),
      );
    },
  );

  it('of holiday-cn are read as one year or as several', () => {
    const year = {
      year: 2025,
      papers: ['https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm'],
      days: [
        { name: '元旦', date: '2025-01-01', isOffDay: true },
        { name: '春节', date: '2025-01-26', isOffDay: false },
        ...['2025-01-28', '2025-01-29', '2025-01-30'].map((date) => ({ name: '春节', date, isOffDay: true })),
      ],
    };
    const one = importHolidayJson(JSON.stringify(year));
    expect(one.errors).toEqual([]);
    expect(one.years[0]?.holidays).toEqual([
      { zh: '元旦', en: "New Year's Day", from: '2025-01-01', to: '2025-01-01' },
      {
        zh: '春节',
        en: 'Spring Festival',
        from: '2025-01-28',
        to: '2025-01-30',
        makeUpDays: ['2025-01-26'],
      },
    ]);
    expect(importHolidayJson([year]).years).toEqual(one.years);
  });

  it('are put into the calendar in the place of their year', () => {
    const input = readConfigFile('calendar.yaml') as Parameters<typeof adoptImport>[0];
    const adopted = adoptImport(input, importHolidayJson(fileOf('years/2025.json')));

    expect(adopted.published.map(({ year }) => year)).toEqual([2024, 2025, 2026]);
    const of = new WorkingCalendar(calendarConfigSchema.parse(adopted));
    expect(workdaysIn(2025, of)).toEqual(workdaysIn(2025, calendar));
  });

  it('of another kind are refused', () => {
    expect(importHolidayJson('{').errors.map(({ en }) => en)).toEqual([
      expect.stringContaining('this is no JSON'),
    ]);
    expect(importHolidayJson('{"a":1}').errors).toHaveLength(1);
    expect(importHolidayJson({ year: 2025, days: [] }).errors).toEqual([
      { zh: '文件中没有节假日', en: 'there are no holidays in the file' },
    ]);
    expect(
      importHolidayJson({ year: 2025, days: [{ name: '元旦', date: '2025-13-01', isOffDay: true }] }).errors,
    ).toHaveLength(1);
  });
});
