import {
  WorkingCalendar,
  adoptImport,
  calendarChanges,
  calendarConfigSchema,
  calendarMonth,
  checkCalendar,
  importHolidayJson,
  importIcs,
  importNotice,
  parseConfig,
} from '@jiesu/domain';
import type { CalendarConfig, CalendarConfigInput, CalendarImport } from '@jiesu/domain';
import type { RulesInForce, RulesNow } from '@jiesu/store';
import { z } from 'zod';
import { endpoint } from '../http/index.ts';
import type { Endpoint } from '../http/index.ts';
import { RULE_READERS } from './rule-endpoints.ts';

interface Parts {
  readonly rules: RulesInForce;
}

const BODY_KB = 2048;
const calendar = z.looseObject({}).describe('config/calendar.yaml as JSON, of a draft or as it is in force');
const note = z.looseObject({ zh: z.string(), en: z.string() });
const labels = {
  calendar: { zh: '日历', en: 'Calendar' },
  month: { zh: '月份', en: 'Month' },
  unit: { zh: '承办单位', en: 'Unit' },
  kind: { zh: '来源', en: 'Source' },
  text: { zh: '内容', en: 'Content' },
};

/** What the calendar page asks of a calendar that is being edited: nothing is stored here. */
export function calendarEndpoints(parts: Parts): Endpoint[] {
  return [month(parts), imported()];
}

function month({ rules }: Parts): Endpoint {
  return endpoint({
    method: 'post',
    path: '/api/rules/calendar/month',
    tag: 'rules',
    summary:
      'The days of a month under a calendar, of the city or of a unit, and what differs from the one in force',
    roles: RULE_READERS,
    body: z.strictObject({
      calendar,
      month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
      unit: z.string().max(100).optional(),
    }),
    labels,
    bodyLimitKb: BODY_KB,
    answers: {
      200: {
        description: 'The month',
        schema: z.object({
          days: z.array(z.looseObject({ date: z.string(), kind: z.string() })),
          firstPublishedDay: z.string(),
          lastPublishedDay: z.string(),
          warnings: z.array(note),
          changes: z.array(note),
        }),
      },
    },
    run({ response, body }) {
      const now = rules.current();
      const own = read(body.calendar);
      const whole = { ...own, published: [...olderYears(now, own), ...own.published] };
      const working = new WorkingCalendar(around(whole, Number(body.month.slice(0, 4))));
      const { firstPublishedDay, lastPublishedDay } = new WorkingCalendar(own);
      response.json({
        days: calendarMonth(working, body.month, { unit: body.unit }),
        firstPublishedDay,
        lastPublishedDay,
        warnings: checkCalendar(own),
        changes: changesFrom(now, own),
      });
    },
  });
}

function imported(): Endpoint {
  return endpoint({
    method: 'post',
    path: '/api/rules/calendar/import',
    tag: 'rules',
    summary:
      'What a pasted notice, an ICS calendar or a JSON of holidays would make of a calendar; nothing is stored',
    roles: ['admin'],
    body: z.strictObject({
      calendar,
      kind: z.enum(['notice', 'ics', 'json']),
      text: z.string().min(1).max(1_500_000),
    }),
    labels,
    bodyLimitKb: BODY_KB,
    answers: {
      200: {
        description: 'The published years as they would be, and what to look at',
        schema: z.object({
          published: z.array(z.looseObject({ year: z.int() })),
          lastPublishedDay: z.string().nullable(),
          years: z.array(z.looseObject({ year: z.int() })),
          errors: z.array(note),
          warnings: z.array(note),
          changes: z.array(note),
        }),
      },
    },
    run({ response, body }) {
      const before = read(body.calendar);
      // it was just read by its schema
      const input = body.calendar as unknown as CalendarConfigInput;
      const found = importOf(body.kind, body.text, before);
      const adopted = found.errors.length > 0 ? input : adoptImport(input, found);
      const after = read(adopted);
      response.json({
        published: adopted.published,
        lastPublishedDay: adopted.lastPublishedDay ?? null,
        years: found.years,
        errors: found.errors,
        warnings: found.warnings,
        changes: calendarChanges(before, after),
      });
    },
  });
}

function importOf(kind: 'notice' | 'ics' | 'json', text: string, known: CalendarConfig): CalendarImport {
  if (kind === 'notice') return importNotice(text, known.published);
  return kind === 'ics' ? importIcs(text) : importHolidayJson(text);
}

function read(content: unknown): CalendarConfig {
  return parseConfig(calendarConfigSchema, content, 'calendar.yaml');
}

/** Years of the history, which no draft of the calendar has; none when they do not reach up to the draft's first. */
function olderYears({ city }: RulesNow, own: CalendarConfig): CalendarConfig['published'] {
  const first = own.published[0]?.year ?? 0;
  const older = city.calendar.published.filter(({ year }) => year < first);
  return older.at(-1)?.year === first - 1 ? older : [];
}

/** A calendar of the years that a month needs: a page turns months faster than 23 years are computed. */
function around(config: CalendarConfig, year: number): CalendarConfig {
  const near = config.published.filter((entry) => Math.abs(entry.year - year) <= 1);
  const last = config.published.at(-1)?.year ?? year;
  return near.length === 0 || year > last ? config : { ...config, published: near };
}

function changesFrom({ city }: RulesNow, own: CalendarConfig): ReturnType<typeof calendarChanges> {
  const first = own.published[0]?.year ?? 0;
  const published = city.calendar.published.filter(({ year }) => year >= first);
  const unitName = (id: string): { zh: string; en: string } => {
    const unit = city.units.units.find((entry) => entry.id === id);
    return { zh: unit?.zh ?? id, en: unit?.en ?? id };
  };
  return calendarChanges({ ...city.calendar, published }, own, unitName);
}
