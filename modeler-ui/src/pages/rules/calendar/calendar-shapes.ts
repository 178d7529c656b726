import type { Field } from '../record/shapes.ts';

const text = (name: string): Field => ({ name, shape: { type: 'text' } });
const optional = (field: Field): Field => ({ ...field, optional: true });
const hours = (name: string): Field => ({ name, shape: { type: 'texts' } });
const date = (name: string): Field => ({ name, shape: { type: 'date' } });
const named: readonly Field[] = [text('zh'), text('en')];
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const week: Field = { name: 'week', shape: { type: 'group', fields: WEEKDAYS.map(hours) } };
const unit: Field = { name: 'unit', shape: { type: 'reference', to: 'units' } };

/** The form of what a calendar says besides its days: hours, seasons, units' hours and closures, notices. */
export const CALENDAR_SHAPES: readonly Field[] = [
  {
    name: 'workingDayRule',
    shape: { type: 'choice', family: 'workingDayRule', values: ['same-time', 'day-end'] },
  },
  hours('makeUpHours'),
  week,
  {
    name: 'closures',
    shape: {
      type: 'list',
      fields: [
        unit,
        ...named,
        date('from'),
        date('to'),
        optional(hours('hours')),
        optional({ name: 'counts', shape: { type: 'number' } }),
      ],
      fresh: { unit: '', from: '', to: '', zh: '', en: '' },
    },
  },
  {
    name: 'seasons',
    shape: {
      type: 'list',
      fields: [
        ...named,
        text('from'),
        text('to'),
        hours('hours'),
        optional(hours('makeUpHours')),
        optional(date('since')),
        optional(text('notice')),
      ],
      fresh: { zh: '', en: '', from: '05-01', to: '09-30', hours: ['09:00-12:00', '14:30-18:00'] },
    },
  },
  {
    name: 'unitHours',
    shape: {
      type: 'list',
      fields: [
        unit,
        ...named,
        optional(text('from')),
        optional(text('to')),
        optional(date('since')),
        week,
        optional(hours('makeUpHours')),
        optional({ name: 'extraDaysCount', shape: { type: 'number' } }),
        optional(text('notice')),
      ],
      fresh: { unit: '', zh: '', en: '', week: { saturday: ['09:00-12:00'] } },
    },
  },
  {
    name: 'published',
    shape: {
      type: 'list',
      fields: [
        { name: 'year', shape: { type: 'number' } },
        {
          name: 'notice',
          shape: {
            type: 'group',
            fields: [text('title'), optional(text('number')), optional(date('issued'))],
          },
        },
        {
          name: 'holidays',
          shape: {
            type: 'list',
            fields: [...named, date('from'), date('to'), { name: 'makeUpDays', shape: { type: 'texts' } }],
            fresh: { zh: '', en: '', from: '', to: '', makeUpDays: [] },
          },
        },
      ],
      fresh: { year: 2027, notice: { title: '' }, holidays: [] },
    },
  },
];
