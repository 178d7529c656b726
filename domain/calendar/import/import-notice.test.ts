import { describe, expect, it } from '@jest/globals';
import { calendarConfigSchema, withHistory } from '../../config/index.ts';
import type { PublishedYearInput } from '../../config/index.ts';
import { demoCalendar, demoHistory, readConfigFile } from '../../testing/demo-city.ts';
import { dateOf, dayNumber, weekdayOf } from '../day-number.ts';
import { adoptImport, importNotice } from './index.ts';
import {
  LABOUR_DAY_2019,
  NOTICES,
  SPRING_FESTIVAL_2020,
  VICTORY_DAY_2015,
} from './testing/official-notices.ts';

const known = withHistory(demoCalendar, demoHistory).published;
const yearOf = (year: number): PublishedYearInput => {
  const found = known.find((entry) => entry.year === year);
  if (!found) throw new Error(`no ${year}`);
  return found;
};

/** Dates on which a year's holidays change the week, `2026-10-10 work`. */
function changes({ holidays }: Pick<PublishedYearInput, 'holidays'>): string[] {
  const days = new Map<string, string>();
  for (const { from, to, makeUpDays = [] } of holidays) {
    for (let number = dayNumber(from); number <= dayNumber(to); number += 1) {
      if (weekdayOf(number) < 5) days.set(dateOf(number), 'off');
    }
    for (const date of makeUpDays) days.set(date, 'work');
  }
  return [...days].map(([date, is]) => `${date} ${is}`).sort();
}

const NOTICE_2027 = `国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕9号
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。2月14日（周日）上班。`;

describe('a pasted notice', () => {
  it.each(Object.keys(NOTICES).map(Number))('of %d gives the days of its year', (year) => {
    const { years, errors, warnings, amends } = importNotice(NOTICES[year] ?? '');

    expect({ errors, amends }).toEqual({ errors: [], amends: false });
    expect(years).toHaveLength(1);
    const [imported = yearOf(2026)] = years;
    const expected = year === 2019 ? withoutLabourDay(yearOf(2019)) : yearOf(year);
    expect(changes(imported)).toEqual(changes(expected));
    expect(imported.year).toBe(year);
    expect(imported.notice.title).toBe(expected.notice.title);
    expect(imported.notice.number).toBe(expected.notice.number);
    const missing = warnings.filter(
      ({ zh }) => !zh.includes('发文字号') && !(year < 2008 && zh.includes('没有读到')),
    );
    expect(missing).toEqual([]);
  });

  it.each([2024, 2025, 2026])('of %d equals what config/calendar.yaml says, word for word', (year) => {
    const [imported] = importNotice(NOTICES[year] ?? '').years;
    const written = calendarInput().published.find((entry) => entry.year === year);
    expect(imported).toEqual(written);
  });

  it('of 2010 is dated in Chinese numerals', () => {
    expect(importNotice(NOTICES['2010'] ?? '').years[0]?.notice.issued).toBe('2009-12-07');
  });

  it('that changes a holiday later changes only that one', () => {
    const imported = importNotice(LABOUR_DAY_2019);
    expect(imported).toMatchObject({ amends: true, errors: [], warnings: [] });
    const before = importNotice(NOTICES['2019'] ?? '').years;
    const adopted = adoptImport({ ...calendarInput(), published: [...before] }, imported);

    const [year] = adopted.published;
    expect(changes(year ?? yearOf(2019))).toEqual(changes(yearOf(2019)));
    const labourDay = year?.holidays.find(({ zh }) => zh === '劳动节');
    expect(labourDay).toEqual({
      zh: '劳动节',
      en: 'Labour Day',
      from: '2019-05-01',
      to: '2019-05-04',
      makeUpDays: ['2019-04-28', '2019-05-05'],
      notice: {
        title: '国务院办公厅关于调整2019年劳动节假期安排的通知',
        number: '国办发明电〔2019〕3号',
        issued: '2019-03-22',
      },
    });
  });

  it('that adds a holiday later adds it', () => {
    const imported = importNotice(VICTORY_DAY_2015);
    expect(imported.errors).toEqual([]);
    expect(imported.years[0]?.holidays).toEqual([
      {
        zh: '中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日',
        en: '70th anniversary of the victory in the war',
        from: '2015-09-03',
        to: '2015-09-05',
        makeUpDays: ['2015-09-06'],
      },
    ]);
    const adopted = adoptImport({ ...calendarInput(), published: [withoutVictoryDay()] }, imported);
    expect(adopted.published).toEqual([yearOf(2015)].map(plain));
  });

  it('that extends a holiday takes back the days of work in it', () => {
    const first = {
      ...yearOf(2020),
      holidays: yearOf(2020).holidays.filter(({ zh }) => !zh.includes('延长')),
    };
    const original = {
      ...first,
      holidays: first.holidays.map((holiday) =>
        holiday.zh === '春节' ? { ...holiday, makeUpDays: ['2020-01-19', '2020-02-01'] } : holiday,
      ),
    };
    const imported = importNotice(SPRING_FESTIVAL_2020, [original]);
    expect(imported.errors).toEqual([]);
    const adopted = adoptImport({ ...calendarInput(), published: [original] }, imported);
    expect(adopted.published).toEqual([yearOf(2020)].map(plain));
  });

  it('that extends a holiday of a year that is not known is refused', () => {
    expect(importNotice(SPRING_FESTIVAL_2020).errors).toEqual([
      {
        zh: '要延长的“春节”不在日历中,请先导入2020年的安排',
        en: '“春节” is not in the calendar yet: import the notice of 2020 first',
        line: 4,
      },
    ]);
  });

  it('is put behind the years before it', () => {
    const input = { ...calendarInput(), lastPublishedDay: '2026-06-30' };
    const adopted = adoptImport(input, importNotice(NOTICE_2027));
    expect(adopted.published.map(({ year }) => year)).toEqual([2024, 2025, 2026, 2027]);
    expect(adopted.lastPublishedDay).toBeUndefined();
    expect(calendarConfigSchema.safeParse(adopted).success).toBe(true);
  });
});

describe('a notice that can not be right', () => {
  const changed = (from: string, to: string): { errors: unknown; warnings: unknown } => {
    const text = NOTICES['2026'] ?? '';
    if (!text.includes(from)) throw new Error(`no ${from}`);
    const { errors, warnings } = importNotice(text.replace(from, to));
    return { errors, warnings };
  };

  it('names the weekday that is another, with its line', () => {
    expect(changed('1月4日（周日）上班', '1月5日（周日）上班').errors).toEqual([
      {
        zh: '“1月5日(周日)”与日历不符:2026年1月5日 周一',
        en: '“1月5日(周日)” does not agree with the calendar: 2026-01-05 (Monday)',
        line: 3,
      },
    ]);
  });

  it('names days that are not as many as it says', () => {
    expect(changed('放假调休，共9天', '放假调休，共8天').errors).toEqual([
      { zh: '写明共8天,日期却是9天', en: '8 days are named, but the dates are 9 days', line: 4 },
    ]);
  });

  it('names a make-up day inside the holiday', () => {
    expect(changed('5月9日（周六）上班', '5月3日（周日）上班').errors).toEqual([
      {
        zh: '2026年5月3日 周日既放假又上班(劳动节、劳动节)',
        en: '2026-05-03 (Sunday) is both off and worked (劳动节, 劳动节)',
        line: 6,
      },
    ]);
  });

  it('warns of a make-up day on a working day', () => {
    expect(changed('5月9日（周六）上班', '5月8日（周五）上班')).toEqual({
      errors: [],
      warnings: [
        {
          zh: '2026年5月8日 周五本来就是工作日,却列为调休上班',
          en: '2026-05-08 (Friday) is a working day anyway, but is named as a make-up day',
          line: 6,
        },
      ],
    });
  });

  it('names a date that does not exist', () => {
    expect(changed('2月28日（周六）', '2月30日（周六）').errors).toEqual([
      { zh: '“2月30日(周六)”不是一个日期', en: '“2月30日(周六)” is no date', line: 4 },
    ]);
  });

  it('names two holidays on one day', () => {
    expect(changed('9月25日（周五）至27日（周日）放假，共3天', '10月7日（周三）放假').errors).toEqual([
      {
        zh: '2026年10月7日 周三同时属于两个假日(中秋节、国庆节)',
        en: '2026-10-07 (Wednesday) belongs to two holidays (中秋节, 国庆节)',
        line: 9,
      },
    ]);
  });

  it('warns of a usual holiday that is not there', () => {
    expect(importNotice(NOTICE_2027).warnings).toEqual([
      {
        zh: '没有读到:清明节、劳动节、端午节、中秋节、国庆节',
        en: 'these holidays were not found: 清明节, 劳动节, 端午节, 中秋节, 国庆节',
      },
    ]);
  });

  it('says that other text is no notice', () => {
    expect(importNotice('今天天气很好').errors).toHaveLength(1);
    expect(importNotice('关于2027年暑期安全工作的通知').errors).toHaveLength(2);
    expect(importNotice('').errors).toHaveLength(1);
  });
});

function calendarInput(): Parameters<typeof adoptImport>[0] {
  return readConfigFile('calendar.yaml') as Parameters<typeof adoptImport>[0];
}

function withoutLabourDay(year: PublishedYearInput): PublishedYearInput {
  const holidays = year.holidays.map((holiday) =>
    holiday.zh === '劳动节'
      ? { zh: '劳动节', en: 'Labour Day', from: '2019-05-01', to: '2019-05-01' }
      : holiday,
  );
  return { ...year, holidays };
}

function withoutVictoryDay(): PublishedYearInput {
  return { ...yearOf(2015), holidays: yearOf(2015).holidays.filter(({ zh }) => !zh.includes('胜利')) };
}

/** A year as it is written: without empty lists. */
function plain(year: PublishedYearInput): PublishedYearInput {
  const holidays = year.holidays.map((holiday) => {
    const { makeUpDays = [], ...rest } = holiday;
    return makeUpDays.length === 0 ? rest : { ...rest, makeUpDays };
  });
  return { ...year, holidays };
}
