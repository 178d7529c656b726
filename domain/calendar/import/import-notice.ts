import type { PublishedYearInput } from '../../config/index.ts';
import { dateOf, dayNumber, isIsoDate } from '../day-number.ts';
import { USUAL_HOLIDAYS, holidayName, namesIn } from './holiday-names.ts';
import { ImportNotes } from './import-result.ts';
import type { CalendarImport } from './import-result.ts';
import { dateGroups } from './notice-dates.ts';
import { chineseNumber, noticeText } from './notice-text.ts';
import type { NoticeText } from './notice-text.ts';
import { holidaysOf } from './year-of-days.ts';
import type { ImportedDay } from './year-of-days.ts';

const TITLE = /[\u4e00-\u9fff]{0,24}关于[^。:;]{2,60}?的通知/;
const NUMBER = /(国(?:办)?发明电|[\u4e00-\u9fff]{1,8}?发)\[(\d{4})\](\d+)号/;
/** 一、元旦: – but not the 四、 of (星期四、新年). */
const ITEM = /(?<![一二三四五六七八九十期周初])[一二三四五六七八九十]{1,2}、([^\d。:;(),]{0,40}):?(?=\d)/g;
const SIGNED =
  /([\d〇○零一二三四五六七八九]{4})年([\d一二三四五六七八九十]{1,3})月([\d一二三四五六七八九十]{1,3})日$/;

const IS_OFF = /^(?:全国)?(?:(?:调休)?放假|补休|调休)/;
const IS_WORK = /^上班/;
/** 公休日调至…: the rest days of these dates are moved, so they are worked. */
const IS_MOVED = /^[两二三四]?个?公休日[^,。;]{0,12}?调/;
const EXTENDS = /延长(?:\d{4}年)?(.{1,8}?)假期至/;

interface Head {
  readonly title: string;
  readonly year: number;
  readonly number?: string;
  readonly issued?: string;
}

interface Item {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Reads a notice of the General Office on the holidays of a year, as published since 2005, pasted as text: with or
 * without its head, with 星期六 or 周六, dashes or 至, in sentences of any of those years. A notice that changes a holiday
 * later (调整, 延长) says so by `amends`; for one that extends a holiday give the year's own notice in `known`.
 */
export function importNotice(pasted: string, known: readonly PublishedYearInput[] = []): CalendarImport {
  const notes = new ImportNotes();
  const notice = noticeText(pasted);
  const head = headOf(notice, notes);
  if (head === undefined) return notes.result([]);
  const { title, year, number, issued } = head;
  const source = {
    title,
    ...(number === undefined ? {} : { number }),
    ...(issued === undefined ? {} : { issued }),
  };
  const amends = !/年[^。]{0,12}节假日[^。]{0,10}安排/.test(title);
  const extended = EXTENDS.exec(notice.text.slice(notice.text.indexOf('通知') + 2));
  if (amends && extended) {
    const holidays = extendedBy(notice, extended[1] ?? '', year, known, notes);
    return notes.result([{ year, notice: source, holidays }], amends);
  }
  const items = itemsOf(notice, title);
  const days = items.flatMap((item) => daysOf(notice, item, year, notes));
  const holidays = holidaysOf(days, notes);
  if (holidays.length === 0) {
    notes.error('没有读到任何放假日期', 'no holiday was found in the text');
  } else if (!amends) {
    const named = new Set(holidays.flatMap(({ zh }) => namesIn(zh)));
    const missing = USUAL_HOLIDAYS.filter((name) => !named.has(name));
    if (missing.length > 0) {
      notes.warn(`没有读到:${missing.join('、')}`, `these holidays were not found: ${missing.join(', ')}`);
    }
  }
  return notes.result([{ year, notice: source, holidays }], amends);
}

function headOf({ text }: NoticeText, notes: ImportNotes): Head | undefined {
  // what stands before it on a page (a path, a menu) is not a part of it
  const title = TITLE.exec(text)?.[0].replace(/^.*(?=国务院(?:办公厅)?关于)/, '');
  const year = Number((/(\d{4})年/.exec(title ?? '') ?? /(\d{4})年/.exec(text))?.[1] ?? Number.NaN);
  if (Number.isNaN(year)) {
    notes.error(
      '没有读到是哪一年的安排,请连同标题一起粘贴',
      'the year was not found; paste the notice with its title',
    );
    return undefined;
  }
  const [, issuer = '', of = '', no = ''] = NUMBER.exec(text) ?? [];
  if (no === '') notes.warn('没有读到发文字号', 'the number of the notice was not found');
  const signed = SIGNED.exec(text);
  const issued = signed
    ? [signed[1], signed[2], signed[3]]
        .map((part) => String(chineseNumber(part ?? '')).padStart(2, '0'))
        .join('-')
    : '';
  if (title === undefined) notes.warn('没有读到通知标题', 'the title of the notice was not found');
  return {
    title: title ?? `国务院办公厅关于${year}年部分节假日安排的通知`,
    year,
    ...(no === '' ? {} : { number: `${issuer}〔${of}〕${no}号` }),
    ...(isIsoDate(issued) ? { issued } : {}),
  };
}

/** The numbered parts of a notice, or the whole of it for a notice of one holiday. */
function itemsOf({ text }: NoticeText, title: string): Item[] {
  const ofTitle = holidayName(
    /(?:关于(?:调整)?(?:\d{4}年)?)(.{1,40}?)(?:假期|放假|调休)/.exec(title)?.[1] ?? '',
  );
  const found = [...text.matchAll(ITEM)];
  if (found.length === 0) {
    const start = text.indexOf(title) < 0 ? 0 : text.indexOf(title) + title.length;
    return [{ name: ofTitle, from: start, to: text.length }];
  }
  return found.map((match, i) => {
    const from = match.index + match[0].length;
    const end = found[i + 1]?.index ?? text.length;
    return { name: holidayName(match[1] ?? '') || ofTitle, from, to: endOfItem(text, from, end) };
  });
}

/** An item ends before the closing words, which name no dates of it. */
function endOfItem(text: string, from: number, end: number): number {
  const closing = text
    .slice(from, end)
    .search(/节假日期间|放假期间|国务院办公厅|[一二三四五六七八九十]、各地/);
  return closing < 0 ? end : from + closing;
}

function daysOf(notice: NoticeText, item: Item, year: number, notes: ImportNotes): ImportedDay[] {
  const { name, from, to } = item;
  const first = Number(/^(\d{1,2})月/.exec(notice.text.slice(from))?.[1]);
  const groups = dateGroups(notice, from, to, name === '元旦' && first === 12 ? year - 1 : year, notes);
  const off = new Map<string, number>();
  const worked = new Map<string, number>();
  for (const { dates, says, at } of groups) {
    if (IS_OFF.test(says)) {
      checkCount(notice, dates, says, at, notes);
      for (const date of dates) off.set(date, at);
    }
    if (IS_WORK.test(says) || IS_MOVED.test(says)) for (const date of dates) worked.set(date, at);
  }
  if (off.size === 0) {
    notes.error(`“${name}”没有读到放假日期`, `no day off was found for “${name}”`, notice.lineAt(from));
  }
  return [
    ...[...off].map(([date, at]) => ({ date, name, off: true, line: notice.lineAt(at) })),
    // a rest day inside the holiday can be moved too, and is off all the same
    ...[...worked]
      .filter(([date, at]) => !off.has(date) || IS_WORK.test(saysAt(groups, at)))
      .map(([date, at]) => ({ date, name, off: false, line: notice.lineAt(at) })),
  ];
}

function saysAt(groups: readonly { says: string; at: number }[], at: number): string {
  return groups.find((group) => group.at === at)?.says ?? '';
}

/** 共N天 must be the number of the days named before it. */
function checkCount(
  notice: NoticeText,
  dates: readonly string[],
  says: string,
  at: number,
  notes: ImportNotes,
): void {
  const named = Number(/^(?:调休|全国)?放假[^。;]*?(\d{1,2})天/.exec(says)?.[1] ?? Number.NaN);
  // 4月5日放假,与周末连休,共3天: the weekend is counted but not named
  if (Number.isNaN(named) || named === dates.length || says.includes('与周末连休')) return;
  notes.error(
    `写明共${named}天,日期却是${dates.length}天`,
    `${named} days are named, but the dates are ${dates.length} days`,
    notice.lineAt(at),
  );
}

/** A holiday that a later notice extends to a date: the days after its end are a holiday of their own. */
function extendedBy(
  notice: NoticeText,
  text: string,
  year: number,
  known: readonly PublishedYearInput[],
  notes: ImportNotes,
): PublishedYearInput['holidays'] {
  const name = holidayName(text);
  const start = notice.text.search(EXTENDS);
  const until = dateGroups(notice, start, notice.text.length, year, notes)[0]?.dates[0];
  const holiday = known
    .find((entry) => entry.year === year)
    ?.holidays.findLast(({ zh }) => zh.includes(name));
  if (!holiday || until === undefined) {
    notes.error(
      `要延长的“${name}”不在日历中,请先导入${year}年的安排`,
      `“${name}” is not in the calendar yet: import the notice of ${year} first`,
      notice.lineAt(start),
    );
    return [];
  }
  return [
    {
      zh: `${name}(延长)`,
      en: `${holiday.en} (extended)`,
      from: dateOf(dayNumber(holiday.to) + 1),
      to: until,
    },
  ];
}
