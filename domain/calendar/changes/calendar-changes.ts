import type { CalendarConfig, Closure, OpenRange, Season, UnitHours } from '../../config/calendar-config.ts';
import { publishedSpan } from '../days.ts';
import { dateOf } from '../day-number.ts';
import { hoursText } from '../hours-text.ts';
import { dayChanges } from './day-changes.ts';

/** What differs between two calendars, in both languages, with the place in the later one. */
export interface CalendarChange {
  readonly zh: string;
  readonly en: string;
  /** `localDays[3]`, `week.saturday`. */
  readonly path: string;
}

const DAYS = [
  ['monday', '周一'],
  ['tuesday', '周二'],
  ['wednesday', '周三'],
  ['thursday', '周四'],
  ['friday', '周五'],
  ['saturday', '周六'],
  ['sunday', '周日'],
] as const;

/**
 * What differs from one calendar to another, in words an admin reads: days that are off or worked now, years that came,
 * hours, seasons, units' hours and closures. `unitName` gives a unit's name; without it ids are shown.
 */
export function calendarChanges(
  before: CalendarConfig,
  after: CalendarConfig,
  unitName: (id: string) => { zh: string; en: string } = (id) => ({ zh: id, en: id }),
): CalendarChange[] {
  return [
    ...ruleChanges(before, after),
    ...weekChanges(before, after),
    ...yearChanges(before, after),
    ...dayChanges(before, after),
    ...listChanges('seasons', before.seasons, after.seasons, seasonWords),
    ...listChanges('unitHours', before.unitHours, after.unitHours, unitHoursWords(unitName)),
    ...listChanges('closures', before.closures, after.closures, closureWords(unitName)),
  ];
}

function ruleChanges(before: CalendarConfig, after: CalendarConfig): CalendarChange[] {
  const changes: CalendarChange[] = [];
  if (before.workingDayRule !== after.workingDayRule) {
    const isDayEnd = after.workingDayRule === 'day-end';
    changes.push({
      zh: isDayEnd ? '工作日改为算到第N个工作日下班时' : '工作日改为算到第N个工作日的同一时刻',
      en: isDayEnd
        ? 'working days end at closing time of the Nth working day now'
        : 'working days end at the same time of the Nth working day now',
      path: 'workingDayRule',
    });
  }
  const [was, is] = [dateOf(publishedSpan(before).last), dateOf(publishedSpan(after).last)];
  if (was !== is) {
    changes.push({
      zh: `最后公布日由 ${was} 改为 ${is}`,
      en: `the last published day is ${is} now, was ${was}`,
      path: 'lastPublishedDay',
    });
  }
  return changes;
}

function weekChanges(before: CalendarConfig, after: CalendarConfig): CalendarChange[] {
  const changes = DAYS.flatMap(([name, zh]): CalendarChange[] => {
    if (isSame(before.week[name], after.week[name])) return [];
    const [was, is] = [hoursText(before.week[name]), hoursText(after.week[name])];
    const en = `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`;
    return [
      {
        zh: `${zh}由 ${was.zh} 改为 ${is.zh}`,
        en: `${en}: ${is.en} now, was ${was.en}`,
        path: `week.${name}`,
      },
    ];
  });
  if (isSame(before.makeUpHours, after.makeUpHours)) return changes;
  const [was, is] = [hoursText(before.makeUpHours), hoursText(after.makeUpHours)];
  return [
    ...changes,
    {
      zh: `调休上班日由 ${was.zh} 改为 ${is.zh}`,
      en: `make-up days: ${is.en} now, were ${was.en}`,
      path: 'makeUpHours',
    },
  ];
}

function yearChanges(before: CalendarConfig, after: CalendarConfig): CalendarChange[] {
  const added = after.published.flatMap(({ year, notice, holidays }, i): CalendarChange[] => {
    const old = before.published.find((entry) => entry.year === year);
    const by = notice.number ?? notice.title;
    const path = `published[${i}]`;
    if (!old) {
      const worked = holidays.flatMap(({ makeUpDays }) => makeUpDays).length;
      return [
        {
          zh: `新增${year}年放假安排(${by}):${holidays.map(({ zh }) => zh).join('、')},调休上班 ${worked} 天`,
          en: `the holidays of ${year} are new (${by}): ${holidays.map(({ en }) => en).join(', ')}, ${worked} make-up days`,
          path,
        },
      ];
    }
    if (isSame(old.notice, notice)) return [];
    return [
      {
        zh: `${year}年的通知改为《${notice.title}》${notice.number ?? ''}`,
        en: `the notice of ${year} is ${by} now`,
        path,
      },
    ];
  });
  const gone = before.published.filter(({ year }) => !after.published.some((entry) => entry.year === year));
  return [
    ...added,
    ...gone.map(({ year }) => ({
      zh: `删除${year}年放假安排`,
      en: `the holidays of ${year} are gone`,
      path: 'published',
    })),
  ];
}

interface Words {
  /** What the entry is about: two entries of one name are the same entry, changed. */
  readonly name: { zh: string; en: string };
  readonly zh: string;
  readonly en: string;
}

function listChanges<T>(
  list: string,
  before: readonly T[],
  after: readonly T[],
  wordsOf: (entry: T) => Words,
): CalendarChange[] {
  const left = [...before];
  const take = (matches: (entry: T) => boolean): T | undefined => {
    const i = left.findIndex(matches);
    return i < 0 ? undefined : left.splice(i, 1)[0];
  };
  const unknown = after
    .map((entry, i) => ({ entry, i }))
    .filter(({ entry }) => !take((old) => isSame(old, entry)));
  const changes = unknown.map(({ entry, i }): CalendarChange => {
    const { name, zh, en } = wordsOf(entry);
    const old = take((other) => wordsOf(other).name.zh === name.zh);
    const path = `${list}[${i}]`;
    if (old === undefined) return { zh: `新增${name.zh}:${zh}`, en: `new: ${name.en}: ${en}`, path };
    const was = wordsOf(old);
    return {
      zh: `${name.zh}由“${was.zh}”改为“${zh}”`,
      en: `${name.en}: “${en}” now, was “${was.en}”`,
      path,
    };
  });
  return [
    ...changes,
    ...left.map((entry) => {
      const { name, zh, en } = wordsOf(entry);
      return { zh: `取消${name.zh}:${zh}`, en: `gone: ${name.en}: ${en}`, path: list };
    }),
  ];
}

function seasonWords({ zh, en, from, to, hours, makeUpHours, since, notice }: Season): Words {
  const text = hoursText(hours);
  const extra = makeUpHours && hoursText(makeUpHours);
  return {
    name: { zh, en },
    zh: [`${from} 至 ${to} ${text.zh}`, extra && `调休上班日 ${extra.zh}`, since && `自 ${since} 起`, notice]
      .filter(Boolean)
      .join(','),
    en: [
      `${from} to ${to} ${text.en}`,
      extra && `make-up days ${extra.en}`,
      since && `since ${since}`,
      notice,
    ]
      .filter(Boolean)
      .join(', '),
  };
}

function unitHoursWords(unitName: (id: string) => { zh: string; en: string }): (entry: UnitHours) => Words {
  return ({ unit, zh, en, from, to, week, makeUpHours, since, extraDaysCount }) => {
    const name = unitName(unit);
    const days = DAYS.flatMap(([key, dayZh]) => {
      const hours: readonly OpenRange[] | undefined = week[key];
      if (hours === undefined) return [];
      const text = hoursText(hours);
      return [{ zh: `${dayZh} ${text.zh}`, en: `${key} ${text.en}` }];
    });
    const extra = makeUpHours && hoursText(makeUpHours);
    return {
      name: { zh: `${name.zh}的作息“${zh}”`, en: `hours of ${name.en} “${en}”` },
      zh: [
        from && to && `${from} 至 ${to}`,
        ...days.map((day) => day.zh),
        extra && `调休上班日 ${extra.zh}`,
        since && `自 ${since} 起`,
        extraDaysCount > 0 && `额外开放日计 ${extraDaysCount} 个工作日`,
      ]
        .filter(Boolean)
        .join(','),
      en: [
        from && to && `${from} to ${to}`,
        ...days.map((day) => day.en),
        extra && `make-up days ${extra.en}`,
        since && `since ${since}`,
        extraDaysCount > 0 && `extra days count ${extraDaysCount}`,
      ]
        .filter(Boolean)
        .join(', '),
    };
  };
}

function closureWords(unitName: (id: string) => { zh: string; en: string }): (entry: Closure) => Words {
  return ({ unit, zh, en, from, to, hours, counts }) => {
    const name = unitName(unit);
    const open = hours && hoursText(hours);
    const span = from === to ? { zh: from, en: from } : { zh: `${from} 至 ${to}`, en: `${from} to ${to}` };
    return {
      name: { zh: `${name.zh}停止办公“${zh}”`, en: `closure of ${name.en} “${en}”` },
      zh: open ? `${span.zh},仅办公 ${open.zh}(计 ${counts ?? 0.5} 个工作日)` : span.zh,
      en: open ? `${span.en}, open only ${open.en} (counts ${counts ?? 0.5} of a working day)` : span.en,
    };
  };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
