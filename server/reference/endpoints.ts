import { z } from 'zod';
import type { WorkingCalendar } from '@jiesu/domain';
import { presentCity } from '@jiesu/store';
import type { RulesNow } from '@jiesu/store';
import { endpoint } from '../http/index.ts';
import type { Endpoint } from '../http/index.ts';

const named = z.looseObject({ id: z.string(), zh: z.string(), en: z.string() });
const MOST_DAYS = 400;

/** What forms choose from: categories, units, areas; and the working calendar. */
export function referenceEndpoints(rules: () => RulesNow): Endpoint[] {
  const city = presentCity(rules);
  return [
    listOf('/api/catalogue', 'The categories of requests', () =>
      city.catalogue.categories.map(({ id, zh, en, kind }) => ({ id, zh, en, kind })),
    ),
    listOf('/api/units', 'The units', () =>
      city.units.units.map(({ id, zh, en, group, areas }) => ({ id, zh, en, group, areas })),
    ),
    listOf('/api/areas', 'The areas of the city', () => city.units.areas),
    listOf(
      '/api/referrals',
      'Classes of requests that are not dispatched, with what the agent says',
      () => city.referrals.referrals,
    ),
    endpoint({
      method: 'get',
      path: '/api/calendar',
      tag: 'reference',
      summary: 'Days of the working calendar; at most 400',
      query: z.object({ from: z.iso.date(), to: z.iso.date() }),
      labels: { from: { zh: '开始日期', en: 'From' }, to: { zh: '结束日期', en: 'To' } },
      answers: {
        200: {
          description: 'The days',
          schema: z.object({ items: z.array(z.looseObject({ date: z.string() })) }),
        },
      },
      run({ response, query }) {
        response.json({ items: calendarDays(rules().calendar, query.from, query.to) });
      },
    }),
  ];
}

function listOf(path: `/${string}`, summary: string, items: () => readonly object[]): Endpoint {
  return endpoint({
    method: 'get',
    path,
    tag: 'reference',
    summary,
    answers: { 200: { description: 'The list', schema: z.object({ items: z.array(named) }) } },
    run({ response }) {
      response.json({ items: items() });
    },
  });
}

function calendarDays(calendar: WorkingCalendar, from: string, to: string): object[] {
  const last = new Date(Date.parse(from) + (MOST_DAYS - 1) * 86_400_000).toISOString().slice(0, 10);
  return calendar.days(from, to < last ? to : last).map(({ date, kind, openMs, counts, zh, en, notice }) => ({
    ...{ date, kind, openHours: openMs / 3_600_000, counts, zh, en },
    ...(notice === undefined ? {} : { notice }),
  }));
}
