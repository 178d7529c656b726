import { beforeAll, describe, expect, it } from '@jest/globals';
import chineseDays from 'chinese-days';
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { LegalHoliday } from 'tyme4ts';
import { withHistory } from '../config/index.ts';
import { demoCalendar, demoHistory } from '../testing/demo-city.ts';
import { WorkingCalendar } from './index.ts';
import type { Day } from './index.ts';

const run = promisify(execFile);
const calendar = new WorkingCalendar(withHistory(demoCalendar, demoHistory));
const FIRST = '2004-01-01';
const LAST = '2026-12-31';
const days = calendar.days(FIRST, LAST);

/**
 * Days on which a source is wrong, with what the notice says. Elsewhere each source must agree on every single day.
 */
const ERRORS_OF_SOURCES = {
  // 国办发明电〔2005〕35号: 将12月31日(星期六)、1月1日(星期日)两个公休日调至1月2日、3日,12月31日(星期六)上班
  'chinese-days': ['2005-12-31'],
  chinesecalendar: ['2005-12-31'],
  // 国办发明电〔2012〕33号: 4月7日(星期日)上班; 9月29日(星期日)、10月12日(星期六)上班
  tyme4ts: ['2013-04-07', '2013-10-12'],
} as const;

function differing(isWorkday: (day: Day) => boolean): string[] {
  return days.filter((day) => day.openMs > 0 !== isWorkday(day)).map((day) => day.date);
}

describe('working days from 2004 to 2026', () => {
  it('are there on every day', () => {
    expect(calendar.firstPublishedDay).toBe(FIRST);
    expect(calendar.lastPublishedDay).toBe(LAST);
    expect(days.length).toBe((Date.parse(LAST) - Date.parse(FIRST)) / 86_400_000 + 1);
    expect(days.filter((day) => day.kind === 'unpublished')).toEqual([]);
  });

  it('equal chinese-days', () => {
    expect(differing(({ date }) => chineseDays.isWorkday(date))).toEqual(ERRORS_OF_SOURCES['chinese-days']);
  });

  it('equal tyme4ts', () => {
    const isWorkday = ({ date }: Day): boolean => {
      const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
      const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
      return LegalHoliday.fromYmd(year, month, day)?.isWork() ?? (weekday > 0 && weekday < 6);
    };
    expect(differing(isWorkday)).toEqual(ERRORS_OF_SOURCES.tyme4ts);
  });

  it('add up to the year’s working days', () => {
    const inYear = (year: number): number =>
      days.filter((day) => day.date.startsWith(String(year)) && day.openMs > 0).length;
    expect([2013, 2019, 2024, 2025, 2026].map(inYear)).toEqual([250, 250, 251, 248, 248]);
  });
});

describe('PyPI’s chinesecalendar', () => {
  let python: string | undefined;
  let reason = '';
  beforeAll(async () => {
    const folder = fileURLToPath(new URL('../../.cache/chinesecalendar', import.meta.url));
    try {
      python = await pythonWith(folder, 'chinesecalendar==1.11.0');
    } catch (error) {
      reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    }
  }, 180_000);

  it('has the same working days from 2004 to 2026', async () => {
    if (python === undefined) {
      process.stderr.write(`skipped: chinesecalendar can not be installed here (${reason})\n`);
      return;
    }
    const { stdout } = await run(python, ['-c', WORKDAYS, FIRST, LAST], { maxBuffer: 10_000_000 });
    const workdays = new Set(stdout.trim().split('\n'));

    expect(workdays.size).toBeGreaterThan(5_000);
    expect(differing(({ date }) => workdays.has(date))).toEqual(ERRORS_OF_SOURCES.chinesecalendar);
  }, 60_000);
});

describe('published holidays', () => {
  it.each([2007, 2013, 2015, 2024, 2025, 2026])(
    'of %d name the holiday and the notice of each day',
    (year) => {
      const special = calendar
        .days(`${year}-01-01`, `${year}-12-31`)
        .filter((day) => day.kind === 'holiday' || day.kind === 'make-up');

      expect(special.length).toBeGreaterThan(20);
      for (const day of special) {
        expect(day.notice).toMatch(/^国(办)?发明电〔\d{4}〕\d+号$|^国务院办公厅关于2008年/);
        expect(day.zh).toContain(day.notice);
      }
    },
  );

  it('name the notice that changed a holiday later', () => {
    expect(calendar.day('2019-05-02').zh).toBe('劳动节放假(国办发明电〔2019〕3号)');
    expect(calendar.day('2015-09-06').zh).toContain('国发明电〔2015〕1号');
    expect(calendar.day('2020-02-01').zh).toBe('春节(延长)放假(国务院办公厅关于延长2020年春节假期的通知)');
  });
});

const WORKDAYS = `
import chinese_calendar, datetime, sys
day, last = (datetime.date.fromisoformat(text) for text in sys.argv[1:])
while day <= last:
    if chinese_calendar.is_workday(day):
        print(day.isoformat())
    day += datetime.timedelta(1)
`;

/** Python of a private virtualenv that has a package, made when it is not there yet. */
async function pythonWith(folder: string, packageName: string): Promise<string> {
  const bin = path.join(folder, process.platform === 'win32' ? 'Scripts' : 'bin', 'python');
  const has = (): Promise<unknown> => run(bin, ['-c', 'import chinese_calendar']);
  if (await has().then(Boolean, () => false)) return bin;
  await mkdir(path.dirname(folder), { recursive: true });
  await run('python3', ['-m', 'venv', folder], { timeout: 60_000 });
  await run(bin, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', packageName], {
    timeout: 120_000,
  });
  await has();
  return bin;
}
