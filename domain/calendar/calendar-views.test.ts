import { describe, expect, it } from '@jest/globals';
import { calendarConfigSchema } from '../config/index.ts';
import type { CalendarConfig, CalendarConfigInput } from '../config/index.ts';
import { demoCalendar, readConfigFile } from '../testing/demo-city.ts';
import {
  WorkingCalendar,
  calendarChanges,
  calendarMonth,
  checkCalendar,
  publicationWarning,
} from './index.ts';

const input = readConfigFile('calendar.yaml') as CalendarConfigInput;
const changed = (change: Partial<CalendarConfigInput>): CalendarConfig =>
  calendarConfigSchema.parse({ ...input, ...change });
const zhOf = (change: Partial<CalendarConfigInput>): string[] =>
  calendarChanges(demoCalendar, changed(change)).map(({ zh }) => zh);

const makeUp = {
  kind: 'make-up' as const,
  date: '2026-11-28',
  zh: '大会战',
  en: 'Campaign',
  hours: ['09:00-17:30'],
  notice: '市府通知',
};

describe('a month of the calendar', () => {
  it('tells each day with its hours, why, and by which notice', () => {
    const days = calendarMonth(new WorkingCalendar(changed({ localDays: [makeUp] })), '2026-10');

    expect(days).toHaveLength(31);
    expect(days[0]).toEqual({
      date: '2026-10-01',
      weekday: 4,
      kind: 'holiday',
      counts: 0,
      hours: [],
      zh: '国庆节放假(国办发明电〔2025〕7号)',
      en: 'National Day holiday (国办发明电〔2025〕7号)',
      notice: '国办发明电〔2025〕7号',
    });
    expect(days[9]).toMatchObject({ kind: 'make-up', hours: ['09:00-12:00', '13:30-17:30'], counts: 1 });
    expect(days[7]).toEqual({
      date: '2026-10-08',
      weekday: 4,
      kind: 'working',
      counts: 1,
      hours: ['09:00-12:00', '13:30-17:30'],
      zh: '工作日',
      en: 'Working day',
    });
  });

  it('is that of a unit with its hours and closures', () => {
    const calendar = new WorkingCalendar(
      changed({
        unitHours: [{ unit: 'water-group', zh: '营业厅', en: 'hall', week: { saturday: ['09:00-12:00'] } }],
        closures: [{ unit: 'water-group', from: '2026-12-02', to: '2026-12-02', zh: '检修', en: 'repair' }],
      }),
    );
    const days = calendarMonth(calendar, '2026-12', { unit: 'water-group' });

    expect(days[1]).toMatchObject({ kind: 'closure', zh: '本单位停止办公(检修)', hours: [] });
    expect(days[4]).toMatchObject({
      kind: 'working',
      counts: 0,
      hours: ['09:00-12:00'],
      zh: '周末,本单位照常开放(营业厅)',
    });
    expect(calendarMonth(calendar, '2026-12')[4]).toMatchObject({ kind: 'weekend', hours: [] });
  });

  it('is marked as not published after the last published day', () => {
    expect(calendarMonth(new WorkingCalendar(demoCalendar), '2027-01')[3]?.kind).toBe('unpublished');
  });

  it.each(['2026-13', '2026', 'x'])('%s is refused', (month) => {
    expect(() => calendarMonth(new WorkingCalendar(demoCalendar), month)).toThrow('Month');
  });
});

describe('the last published day', () => {
  const at = (date: string): ReturnType<typeof publicationWarning> =>
    publicationWarning(new WorkingCalendar(demoCalendar), `${date}T23:30:00+08:00`);

  it('is warned of from 60 days before it', () => {
    expect(at('2026-10-31')).toBeUndefined();
    expect(at('2026-11-01')).toEqual({
      code: 'CALENDAR_ENDS_SOON',
      lastPublishedDay: '2026-12-31',
      daysLeft: 60,
      zh: '工作日历只公布到 2026-12-31,还有 60 天,请按最新放假通知补充',
      en: 'The calendar is published until 2026-12-31 only, 60 days are left: add the next notice',
    });
  });

  it('is said to be past', () => {
    expect(at('2027-01-01')).toMatchObject({ code: 'CALENDAR_HAS_ENDED', daysLeft: -1 });
  });
});

describe('what differs between two calendars', () => {
  it('is nothing for the same', () => {
    expect(calendarChanges(demoCalendar, changed({}))).toEqual([]);
  });

  it('names a day that is worked now', () => {
    expect(calendarChanges(demoCalendar, changed({ localDays: [makeUp] }))).toEqual([
      {
        zh: '2026年11月28日（周六）改为上班 09:00–17:30:大会战调休上班(市府通知)',
        en: '2026-11-28 is worked now, 09:00–17:30: Make-up working day for Campaign (市府通知)',
        path: 'localDays[0]',
      },
    ]);
  });

  it('names days that are off, half or ordinary now, together where they are one', () => {
    const off = { kind: 'holiday' as const, zh: '三月三', en: 'March 3', notice: '自治区通知' };
    expect(
      zhOf({
        localDays: [
          { ...off, date: '2026-04-20' },
          { ...off, date: '2026-04-21' },
          { ...off, kind: 'half-day', date: '2026-12-31', hours: ['09:00-12:00'] },
        ],
      }),
    ).toEqual([
      '2026年4月20日（周一）至4月21日（周二）改为放假:三月三放假(自治区通知)',
      '2026年12月31日（周四）改为半天 09:00–12:00(计 0.5 个工作日):半天工作:三月三(自治区通知)',
    ]);
    const [y2024, y2025, y2026] = input.published;
    if (!y2024 || !y2025 || !y2026) throw new Error('three years');
    const holidays = y2026.holidays.filter(({ zh }) => zh !== '元旦');
    expect(zhOf({ published: [y2024, y2025, { ...y2026, holidays }] })).toEqual([
      '2026年1月1日（周四）至1月2日（周五）恢复为工作日 09:00–12:00、13:30–17:30',
      '2026年1月3日（周六）至1月4日（周日）恢复为周末',
    ]);
  });

  it('names a new year, hours, seasons, a unit’s hours and closures', () => {
    const published = [
      ...input.published,
      {
        year: 2027,
        notice: { title: '2027年的通知', number: '国办发明电〔2026〕9号' },
        holidays: [
          {
            zh: '元旦',
            en: "New Year's Day",
            from: '2027-01-01',
            to: '2027-01-03',
            makeUpDays: ['2026-12-27'],
          },
        ],
      },
    ];
    const week = { ...input.week, saturday: ['09:00-12:00'] };
    const seasons = [
      {
        zh: '夏季作息',
        en: 'summer hours',
        from: '05-01',
        to: '09-30',
        hours: ['09:00-12:00', '14:30-18:00'],
      },
    ];
    const unitHours = [{ unit: 'tax', zh: '大厅', en: 'hall', week: { friday: [] } }];
    const changes = calendarChanges(
      demoCalendar,
      changed({ published, week, seasons, unitHours, closures: [], workingDayRule: 'day-end' }),
      (id) => ({ zh: id === 'tax' ? '税务局' : '人社局', en: id }),
    );
    expect(changes).toEqual([
      {
        zh: '工作日改为算到第N个工作日下班时',
        en: 'working days end at closing time of the Nth working day now',
        path: 'workingDayRule',
      },
      {
        zh: '最后公布日由 2026-12-31 改为 2027-12-31',
        en: 'the last published day is 2027-12-31 now, was 2026-12-31',
        path: 'lastPublishedDay',
      },
      {
        zh: '周六由 不办公 改为 09:00–12:00',
        en: 'Saturday: 09:00–12:00 now, was closed',
        path: 'week.saturday',
      },
      {
        zh: '新增2027年放假安排(国办发明电〔2026〕9号):元旦,调休上班 1 天',
        en: "the holidays of 2027 are new (国办发明电〔2026〕9号): New Year's Day, 1 make-up days",
        path: 'published[3]',
      },
      {
        zh: '2026年12月27日（周日）改为上班 09:00–12:00、13:30–17:30:元旦调休上班(国办发明电〔2026〕9号)',
        en: "2026-12-27 is worked now, 09:00–12:00, 13:30–17:30: Make-up working day for New Year's Day (国办发明电〔2026〕9号)",
        path: 'published[3].holidays[0]',
      },
      {
        zh: '新增夏季作息:05-01 至 09-30 09:00–12:00、14:30–18:00',
        en: 'new: summer hours: 05-01 to 09-30 09:00–12:00, 14:30–18:00',
        path: 'seasons[0]',
      },
      {
        zh: '新增税务局的作息“大厅”:周五 不办公',
        en: 'new: hours of tax “hall”: friday closed',
        path: 'unitHours[0]',
      },
      {
        zh: '取消人社局停止办公“社保系统停机升级”:2026-12-18',
        en: 'gone: closure of human-resources-bureau “Social security system upgrade”: 2026-12-18',
        path: 'closures',
      },
    ]);
  });
});

describe('a calendar that should be looked at', () => {
  const codes = (change: Partial<CalendarConfigInput>): string[] =>
    checkCalendar(changed(change)).map(({ code, path }) => `${code} ${path}`);

  it('is not the demo city’s', () => {
    expect(checkCalendar(demoCalendar)).toEqual([]);
  });

  it('has make-up days on working days, days that override, or days without effect', () => {
    const named = { zh: '某日', en: 'some day', notice: '通知' };
    expect(
      codes({
        localDays: [
          { ...named, kind: 'make-up', date: '2026-11-24' },
          { ...named, kind: 'holiday', date: '2026-10-10' },
          { ...named, kind: 'holiday', date: '2027-03-01' },
        ],
        closures: [
          { unit: 'a', from: '2026-10-01', to: '2026-10-04', ...{ zh: '停', en: 'closed' } },
          { unit: 'a', from: '2026-10-04', to: '2026-10-09', ...{ zh: '停', en: 'closed' } },
        ],
      }),
    ).toEqual([
      'MAKE_UP_ON_WORKING_DAY localDays[0]',
      'LOCAL_DAY_OVERRIDES localDays[1]',
      'LOCAL_DAY_UNPUBLISHED localDays[2]',
      'CLOSURE_WITHOUT_EFFECT closures[0]',
      'CLOSURES_OVERLAP closures[1]',
    ]);
  });

  it('lacks a usual holiday, or has two on one day, or is cut short', () => {
    const [y2024, y2025, y2026] = input.published;
    if (!y2024 || !y2025 || !y2026) throw new Error('three years');
    const holidays = y2026.holidays.map((day) =>
      day.zh === '中秋节' ? { ...day, to: '2026-10-01', zh: '某节' } : day,
    );
    expect(
      codes({ published: [y2024, y2025, { ...y2026, holidays }], lastPublishedDay: '2026-11-30' }),
    ).toEqual([
      'HOLIDAY_MISSING published[2].holidays',
      'HOLIDAYS_OVERLAP published[2].holidays[6]',
      'YEAR_CUT_SHORT lastPublishedDay',
    ]);
  });
});
