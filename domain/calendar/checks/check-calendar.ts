import type { CalendarConfig, Closure } from '../../config/calendar-config.ts';
import { dateOf, dayNumber, weekdayOf } from '../day-number.ts';
import { dateZh, publishedSpan } from '../days.ts';
import { USUAL_HOLIDAYS, namesIn } from '../import/holiday-names.ts';
import { specialDays } from '../special-days.ts';

/** Something of a calendar that its schema allows but a person should look at. */
export interface CalendarWarning {
  readonly code:
    | 'MAKE_UP_ON_WORKING_DAY'
    | 'HOLIDAY_MISSING'
    | 'HOLIDAYS_OVERLAP'
    | 'LOCAL_DAY_OVERRIDES'
    | 'LOCAL_DAY_UNPUBLISHED'
    | 'CLOSURE_WITHOUT_EFFECT'
    | 'CLOSURES_OVERLAP'
    | 'YEAR_CUT_SHORT';
  /** Where it is, `published[2].holidays[1]`. */
  readonly path: string;
  readonly zh: string;
  readonly en: string;
}

const WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
/** Since then the notice of a year sets all seven holidays. */
const SEVEN_HOLIDAYS_SINCE = 2008;

/** What should be looked at in a calendar that its schema lets pass. */
export function checkCalendar(config: CalendarConfig): CalendarWarning[] {
  return [...checkPublished(config), ...checkLocalDays(config), ...checkClosures(config)];
}

function checkPublished(config: CalendarConfig): CalendarWarning[] {
  const warnings: CalendarWarning[] = [];
  const owner = new Map<string, string>();
  config.published.forEach(({ year, holidays }, i) => {
    const named = new Set(holidays.flatMap(({ zh }) => namesIn(zh)));
    const missing = USUAL_HOLIDAYS.filter((name) => !named.has(name));
    if (year >= SEVEN_HOLIDAYS_SINCE && missing.length > 0) {
      warnings.push({
        code: 'HOLIDAY_MISSING',
        path: `published[${i}].holidays`,
        zh: `${year}年没有:${missing.join('、')}`,
        en: `${year} has no ${missing.join(', ')}`,
      });
    }
    holidays.forEach(({ zh, from, to, makeUpDays }, j) => {
      const path = `published[${i}].holidays[${j}]`;
      for (let number = dayNumber(from); number <= dayNumber(to); number += 1) {
        const date = dateOf(number);
        const other = owner.get(date);
        if (other !== undefined) {
          warnings.push({
            code: 'HOLIDAYS_OVERLAP',
            path,
            zh: `${date} ${dateZh(number)}同时属于${other}和${zh}`,
            en: `${date} belongs to ${other} and ${zh}`,
          });
          break;
        }
        owner.set(date, zh);
      }
      makeUpDays.forEach((date, k) => {
        if (isWorked(config, date)) warnings.push(makeUpWarning(date, `${path}.makeUpDays[${k}]`));
      });
    });
  });
  const last = config.published.at(-1);
  if (last && config.lastPublishedDay !== undefined && config.lastPublishedDay < `${last.year}-12-31`) {
    warnings.push({
      code: 'YEAR_CUT_SHORT',
      path: 'lastPublishedDay',
      zh: `${last.year}年已有安排,却只算到 ${config.lastPublishedDay}`,
      en: `${last.year} is there, but counts only until ${config.lastPublishedDay}`,
    });
  }
  return warnings;
}

function checkLocalDays(config: CalendarConfig): CalendarWarning[] {
  const national = specialDays({ ...config, localDays: [] });
  const { last } = publishedSpan(config);
  return config.localDays.flatMap((day, i): CalendarWarning[] => {
    const path = `localDays[${i}]`;
    const number = dayNumber(day.date);
    const text = `${day.date} ${dateZh(number)}`;
    if (number > last) {
      return [
        {
          code: 'LOCAL_DAY_UNPUBLISHED',
          path,
          zh: `${text}的“${day.zh}”要等该年放假安排公布后才生效`,
          en: `${day.date} (${day.en}) has no effect before the holidays of its year are published`,
        },
      ];
    }
    const over = national.get(day.date);
    if (over) {
      return [
        {
          code: 'LOCAL_DAY_OVERRIDES',
          path,
          zh: `${text}的“${day.zh}”代替了“${over.zh}”`,
          en: `${day.date} (${day.en}) takes the place of: ${over.en}`,
        },
      ];
    }
    return day.kind === 'make-up' && isWorked(config, day.date) && !day.hours
      ? [makeUpWarning(day.date, path)]
      : [];
  });
}

function checkClosures(config: CalendarConfig): CalendarWarning[] {
  const special = specialDays(config);
  return config.closures.flatMap((closure, i): CalendarWarning[] => {
    const path = `closures[${i}]`;
    const other = config.closures.findIndex((before, j) => j < i && overlap(before, closure));
    const warnings: CalendarWarning[] = [];
    if (other >= 0) {
      warnings.push({
        code: 'CLOSURES_OVERLAP',
        path,
        zh: `“${closure.zh}”与同一单位的另一次停办重叠(closures[${other}])`,
        en: `“${closure.en}” overlaps another closure of the unit (closures[${other}])`,
      });
    }
    let isIdle = true;
    for (let number = dayNumber(closure.from); number <= dayNumber(closure.to) && isIdle; number += 1) {
      const kind = special.get(dateOf(number))?.kind;
      isIdle = kind === undefined ? !isOpened(config, closure.unit, dateOf(number)) : kind === 'holiday';
    }
    if (isIdle) {
      warnings.push({
        code: 'CLOSURE_WITHOUT_EFFECT',
        path,
        zh: `“${closure.zh}”期间本来就不办公`,
        en: `“${closure.en}” covers no day of work`,
      });
    }
    return warnings;
  });
}

function isOpened(config: CalendarConfig, unit: string, date: string): boolean {
  const name = WEEK[weekdayOf(dayNumber(date))] ?? 'sunday';
  return (
    isWorked(config, date) ||
    config.unitHours.some((own) => own.unit === unit && (own.week[name]?.length ?? 0) > 0)
  );
}

function isWorked(config: CalendarConfig, date: string): boolean {
  const name = WEEK[weekdayOf(dayNumber(date))] ?? 'sunday';
  return config.week[name].length > 0;
}

function overlap(one: Closure, other: Closure): boolean {
  return one.unit === other.unit && one.from <= other.to && other.from <= one.to;
}

function makeUpWarning(date: string, path: string): CalendarWarning {
  return {
    code: 'MAKE_UP_ON_WORKING_DAY',
    path,
    zh: `${date} ${dateZh(dayNumber(date))}本来就是工作日,不必列为调休上班`,
    en: `${date} is a working day anyway and needs not be a make-up day`,
  };
}
