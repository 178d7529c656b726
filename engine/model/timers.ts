import { Cron } from 'croner';
import { DateTime, Duration } from 'luxon';
import type { TimerDefinition } from './graph.ts';

/** A timer that is set. Plain JSON, so that a store can keep it. */
export interface ResolvedTimer {
  /** Epoch ms. It may lie in the past: then the timer fires at once. */
  readonly dueAt: number;
  /** How often it is still to fire, the firing at `dueAt` included; -1 without end. */
  readonly repetitions: number;
  /** How the firing after `dueAt` is found: an ISO 8601 duration, or a cron expression. Absent when it fires once. */
  readonly interval?: { readonly kind: 'duration' | 'cron'; readonly value: string };
}

/** Why a value is not a timer, in words for an incident or a refused deployment. */
export interface TimerProblem {
  readonly problem: string;
}

/** Fires without end. */
export const INFINITE = -1;

/**
 * Sets a timer by the value that its expression gave.
 * @param value what the definition's expression evaluated to: an ISO 8601 string
 * @param nowMs the engine's clock, epoch ms: what durations and cycles count from
 * @param zone an IANA zone, in which days, months and cron expressions are counted. @default that of the machine, which the
 * environment variable TZ sets
 */
export function resolveTimer(
  definition: TimerDefinition,
  value: unknown,
  nowMs: number,
  zone = 'system',
): ResolvedTimer | TimerProblem {
  if (typeof value !== 'string') {
    return {
      problem: `the time ${definition.type} must be an ISO 8601 string, it is <${value === undefined ? 'undefined' : JSON.stringify(value)}>`,
    };
  }
  const source = value.trim();
  switch (definition.type) {
    case 'date': {
      const dueAt = instantOf(source);
      return dueAt === undefined
        ? { problem: `<${source}> is not a date-time with an offset` }
        : { dueAt, repetitions: 1 };
    }
    case 'duration': {
      const duration = durationOf(source);
      if (duration === undefined) return { problem: `<${source}> is not an ISO 8601 duration` };
      return { dueAt: plus(nowMs, duration, zone), repetitions: 1 };
    }
    case 'cycle':
      return source.startsWith('R')
        ? resolveRepeating(source, nowMs, zone)
        : resolveCron(source, nowMs, zone);
  }
}

/**
 * The next firing of a timer that has just fired, or undefined when that was the last. It is counted from when the timer
 * was due, not from when it fired, so a cycle does not drift. An endless cycle that fell behind (the engine was down)
 * skips what it missed and goes on in step; a counted one makes up for each.
 */
export function nextDue(fired: ResolvedTimer, nowMs: number, zone = 'system'): ResolvedTimer | undefined {
  const { interval, repetitions } = fired;
  if (interval === undefined || repetitions === 0 || repetitions === 1) return undefined;
  const left = repetitions === INFINITE ? INFINITE : repetitions - 1;
  if (interval.kind === 'cron') {
    const dueAt = nextCron(interval.value, Math.max(fired.dueAt, nowMs), zone);
    return typeof dueAt === 'number' ? { ...fired, dueAt } : undefined;
  }
  const duration = Duration.fromISO(interval.value);
  const dueAt =
    left === INFINITE ? firstAfter(fired.dueAt, duration, nowMs, zone) : plus(fired.dueAt, duration, zone);
  return { dueAt, repetitions: left, interval };
}

/** R[n]/duration or R[n]/start/duration; R and R-1 repeat without end. */
function resolveRepeating(source: string, nowMs: number, zone: string): ResolvedTimer | TimerProblem {
  const parts = source.split('/');
  const count = /^R(-1|\d*)$/.exec(parts[0] ?? '')?.[1];
  const duration = durationOf(parts.at(-1) ?? '');
  if (count === undefined || duration === undefined || parts.length < 2 || parts.length > 3) {
    return { problem: `<${source}> is not a cycle of the form R[times]/[start/]duration` };
  }
  const repetitions = count === '' ? INFINITE : Number(count);
  if (repetitions === 0) return { problem: `the cycle <${source}> repeats 0 times` };
  if (plus(nowMs, duration, zone) <= nowMs)
    return { problem: `the interval of the cycle <${source}> must be longer than 0` };
  const interval = { kind: 'duration', value: duration.toISO() } as const;
  const startText = parts.length === 3 ? parts[1] : undefined;
  if (startText === undefined) return { dueAt: plus(nowMs, duration, zone), repetitions, interval };
  const start = instantOf(startText);
  if (start === undefined)
    return { problem: `the start <${startText}> of the cycle is not a date-time with an offset` };
  const late = repetitions === INFINITE && start < nowMs;
  return { dueAt: late ? firstAfter(start, duration, nowMs, zone) : start, repetitions, interval };
}

function resolveCron(source: string, nowMs: number, zone: string): ResolvedTimer | TimerProblem {
  const dueAt = nextCron(source, nowMs, zone);
  if (typeof dueAt !== 'number') return dueAt;
  return { dueAt, repetitions: INFINITE, interval: { kind: 'cron', value: source } };
}

/** Next time after `afterMs` of a cron expression of six fields (seconds first) or a macro like @daily. */
function nextCron(source: string, afterMs: number, zone: string): number | TimerProblem {
  const pattern = source === '@midnight' ? '@daily' : source;
  try {
    const timezone = zone === 'system' ? {} : { timezone: zone };
    const mode = pattern.startsWith('@') ? 'auto' : '6-part';
    const next = new Cron(pattern, { ...timezone, mode, paused: true, domAndDow: true }).nextRun(
      new Date(afterMs),
    );
    return next === null ? { problem: `the cron expression <${source}> never comes due` } : next.getTime();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      problem: `<${source}> is neither a cycle R[times]/[start/]duration nor a cron expression: ${reason}`,
    };
  }
}

/** Epoch ms of an ISO 8601 date-time with an offset; a zone in brackets or behind @ is taken too. */
function instantOf(source: string): number | undefined {
  const parts = /^(\d{4,}-[^[@]+?)(?:\[([^\]]+)\]|@(.+))?$/.exec(source);
  const iso = parts?.[1];
  const zone = parts?.[2] ?? parts?.[3];
  if (iso === undefined || !iso.includes('T')) return undefined;
  const hasOffset = /(Z|[+-]\d{2}(:?\d{2})?)$/i.test(iso);
  if (!hasOffset && zone === undefined) return undefined;
  const parsed = DateTime.fromISO(iso, hasOffset || zone === undefined ? { setZone: true } : { zone });
  return parsed.isValid ? parsed.toMillis() : undefined;
}

/** Durations that were read before: models have few, and each instance sets them again. */
const known = new Map<string, Duration<true>>();
const MAX_KNOWN = 1000;

function durationOf(source: string): Duration<true> | undefined {
  const before = known.get(source);
  if (before !== undefined) return before;
  // luxon takes P and PT for nothing at all.
  if (!/\d[A-Z]$/i.test(source)) return undefined;
  const duration = Duration.fromISO(source);
  if (!duration.isValid) return undefined;
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(source, duration);
  return duration;
}

/** Counts on the calendar: a month later is the same day of the next month, or its last. */
function plus(fromMs: number, duration: Duration, zone: string): number {
  const { years, quarters, months, weeks, days } = duration;
  // Hours and less are as long as they say in every zone.
  if (years === 0 && quarters === 0 && months === 0 && weeks === 0 && days === 0)
    return fromMs + duration.toMillis();
  return DateTime.fromMillis(fromMs, { zone }).plus(duration).toMillis();
}

/** The first point after `nowMs` among start + n * duration, n >= 1; or start + duration when that is still to come. */
function firstAfter(startMs: number, duration: Duration, nowMs: number, zone: string): number {
  const start = DateTime.fromMillis(startMs, { zone });
  const step = plus(startMs, duration, zone) - startMs;
  // Months differ in length, so the estimate is taken low and then moved up.
  let n = Math.max(1, Math.floor((nowMs - startMs) / step) - 2);
  const at = (count: number) => start.plus(duration.mapUnits((amount) => amount * count)).toMillis();
  while (n > 1 && at(n) > nowMs) n = Math.floor(n / 2);
  while (at(n) <= nowMs) n += 1;
  return at(n);
}
