import { DateTime, Duration } from 'luxon';
import type { Frame, Run } from '../run.ts';
import { isRange } from '../range-and-function.ts';
import { momentType } from '../temporal-values.ts';
import type { MomentType } from '../temporal-values.ts';
import { isContext, typeOf } from '../values.ts';
import { childAt, isBound, nameOf } from './builder.ts';
import type { NodeCompiler } from './builder.ts';

export const variableName: NodeCompiler = (node, scope, builder) => {
  const name = nameOf(node);
  if (!isBound(name, scope)) builder.names.add(name);
  if (scope === undefined) {
    return (run) => run.context.get(name) ?? missing(run, name);
  }
  return (run, frame) => lookUp(name, run, frame) ?? missing(run, name, frame);
};

/** `?`: the value that a unary test is about. */
export const implicitInput: NodeCompiler = () => (run, frame) => lookUp('?', run, frame) ?? null;

/** The value of a name, innermost binding first; undefined when there is none. */
export function lookUp(name: string, run: Run, frame: Frame | undefined): unknown {
  for (let level = frame; level !== undefined; level = level.parent) {
    if (Object.hasOwn(level.values, name)) return level.values[name] ?? null;
  }
  return run.context.get(name);
}

/** Null, with a warning unless the name is there and holds null. */
function missing(run: Run, name: string, frame?: Frame): null {
  return lookUp(name, run, frame) === null ? null : run.warn(`no variable found for name '${name}'`);
}

/** `a.b`: an entry of a context, of each context of a list, or a part of a temporal value. */
export const pathExpression: NodeCompiler = (node, scope, builder) => {
  const target = builder.build(childAt(node, 0), scope);
  const property = nameOf(childAt(node, 1));
  const read = (run: Run, value: unknown): unknown => {
    const found = entryOf(value, property);
    if (found !== undefined) return found;
    return value === null || value === undefined
      ? run.warn(`no entry '${property}' in null: <${node.text}>`)
      : run.warn(`no entry '${property}' in a ${typeOf(value)}: <${node.text}>`);
  };
  return (run, frame) => {
    const value = target(run, frame);
    return Array.isArray(value) ? value.map((item) => read(run, item)) : read(run, value);
  };
};

/** The entry or part of that name; undefined when there is none. */
export function entryOf(value: unknown, property: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (DateTime.isDateTime(value)) return MOMENT_PARTS[momentType(value)][property]?.(value);
  if (Duration.isDuration(value)) return DURATION_PARTS[property]?.(value);
  if (!isRange(value) && !isContext(value)) return undefined;
  return Object.hasOwn(value, property)
    ? ((value as Readonly<Record<string, unknown>>)[property] ?? null)
    : undefined;
}

/** The parts of a day: of a date, and of a date and time. */
const DAY_PARTS: Readonly<Record<string, (value: DateTime) => unknown>> = {
  year: (value) => value.year,
  month: (value) => value.month,
  day: (value) => value.day,
  weekday: (value) => value.weekday,
};

/** The parts of a time of day. A moment without a zone of its own is of the zone of the machine. */
const TIME_PARTS: Readonly<Record<string, (value: DateTime) => unknown>> = {
  hour: (value) => value.hour,
  minute: (value) => value.minute,
  second: (value) => value.second,
  'time offset': (value) => Duration.fromObject({ minutes: value.offset }),
  timezone: (value) => (value.zone.type === 'fixed' ? null : value.zoneName),
};

const MOMENT_PARTS: Readonly<Record<MomentType, typeof DAY_PARTS>> = {
  date: DAY_PARTS,
  time: TIME_PARTS,
  'date and time': { ...DAY_PARTS, ...TIME_PARTS },
};

const months = (value: Duration): number => Math.trunc(value.shiftTo('months', 'days').months);
const inUnits = (value: Duration) => value.shiftTo('days', 'hours', 'minutes', 'seconds');

const DURATION_PARTS: Readonly<Record<string, (value: Duration) => unknown>> = {
  years: (value) => Math.trunc(months(value) / 12),
  months: (value) => months(value) % 12,
  days: (value) => inUnits(value).days,
  hours: (value) => inUnits(value).hours,
  minutes: (value) => inUnits(value).minutes,
  seconds: (value) => inUnits(value).seconds,
};
