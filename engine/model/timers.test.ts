import { describe, expect, it } from '@jest/globals';
import { compileExpression } from '../feel/index.ts';
import type { TimerDefinition } from './graph.ts';
import { nextDue, resolveTimer } from './timers.ts';
import type { ResolvedTimer } from './timers.ts';

const at = (iso: string): number => Date.parse(iso);

function resolved(type: TimerDefinition['type'], value: unknown, now: string, zone = 'UTC'): ResolvedTimer {
  const timer = resolveTimer({ type, value: compileExpression('x') }, value, at(now), zone);
  if ('problem' in timer) throw new Error(timer.problem);
  return timer;
}

function problem(type: TimerDefinition['type'], value: unknown): string {
  const timer = resolveTimer(
    { type, value: compileExpression('x') },
    value,
    at('2026-01-01T00:00:00Z'),
    'UTC',
  );
  if (!('problem' in timer)) throw new Error(`due at ${new Date(timer.dueAt).toISOString()}`);
  return timer.problem;
}

/** The firings of a timer that fires exactly when it is due. */
function firings(timer: ResolvedTimer, limit: number, zone = 'UTC'): string[] {
  const times: string[] = [];
  for (let next: ResolvedTimer | undefined = timer; next !== undefined && times.length < limit;) {
    times.push(new Date(next.dueAt).toISOString());
    next = nextDue(next, next.dueAt, zone);
  }
  return times;
}

describe('a time date', () => {
  it.each([
    ['2026-02-01T08:30:00Z', '2026-02-01T08:30:00Z'],
    ['2026-02-01T08:30:00+08:00', '2026-02-01T00:30:00Z'],
    ['2026-02-01T08:30:00.250+08:00', '2026-02-01T00:30:00.250Z'],
    ['2026-02-01T08:30:00+08:00[Asia/Shanghai]', '2026-02-01T00:30:00Z'],
    ['2026-02-01T08:30:00@Asia/Shanghai', '2026-02-01T00:30:00Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00Z'],
    ['2020-01-01T00:00:00Z', '2020-01-01T00:00:00Z'],
  ])('%s is due at %s', (value, due) => {
    expect(resolved('date', value, '2026-01-01T00:00:00Z')).toEqual({ dueAt: at(due), repetitions: 1 });
  });

  it.each([['2026-02-01'], ['2026-02-01T08:30:00'], ['2026-02-29T00:00:00Z'], ['tomorrow'], [''], ['PT1H']])(
    '%s is refused',
    (value) => {
      expect(problem('date', value)).toBe(`<${value}> is not a date-time with an offset`);
    },
  );
});

describe('a time duration', () => {
  it.each([
    ['PT15M', '2026-01-31T10:00:00Z', '2026-01-31T10:15:00Z'],
    ['P1M', '2026-01-31T10:00:00Z', '2026-02-28T10:00:00Z'],
    ['P1M', '2028-01-31T10:00:00Z', '2028-02-29T10:00:00Z'],
    ['P1Y', '2028-02-29T10:00:00Z', '2029-02-28T10:00:00Z'],
    ['P1D', '2028-02-28T10:00:00Z', '2028-02-29T10:00:00Z'],
    ['P1W', '2026-01-31T10:00:00Z', '2026-02-07T10:00:00Z'],
    ['P1DT12H', '2026-12-31T20:00:00Z', '2027-01-02T08:00:00Z'],
    ['PT0.5S', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00.500Z'],
    ['PT0S', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'],
    ['-PT1H', '2026-01-01T01:00:00Z', '2026-01-01T00:00:00Z'],
  ])('%s from %s is due at %s', (value, now, due) => {
    expect(resolved('duration', value, now)).toEqual({ dueAt: at(due), repetitions: 1 });
  });

  it('counts days on the clock of its zone, where that changes', () => {
    expect(resolved('duration', 'P1D', '2026-03-28T12:00:00+01:00', 'Europe/Berlin').dueAt).toBe(
      at('2026-03-29T12:00:00+02:00'),
    );
    expect(resolved('duration', 'P1D', '2026-03-28T12:00:00+08:00', 'Asia/Shanghai').dueAt).toBe(
      at('2026-03-29T12:00:00+08:00'),
    );
  });

  it.each([['15 minutes'], ['P'], ['PT'], [''], ['R/PT1H']])('%s is refused', (value) => {
    expect(problem('duration', value)).toBe(`<${value}> is not an ISO 8601 duration`);
  });

  it.each([
    [null, 'null'],
    [5, '5'],
    [undefined, 'undefined'],
  ])('%s is refused, as it is no text', (value, words) => {
    expect(problem('duration', value)).toBe(`the time duration must be an ISO 8601 string, it is <${words}>`);
  });
});

describe('a time cycle', () => {
  it('fires as often as it says', () => {
    const timer = resolved('cycle', 'R3/PT1H', '2026-01-01T00:00:00Z');
    expect(timer.repetitions).toBe(3);
    expect(firings(timer, 9)).toEqual([
      '2026-01-01T01:00:00.000Z',
      '2026-01-01T02:00:00.000Z',
      '2026-01-01T03:00:00.000Z',
    ]);
  });

  it.each(['R/PT1H', 'R-1/PT1H'])('%s fires without end', (value) => {
    const timer = resolved('cycle', value, '2026-01-01T00:00:00Z');
    expect(timer.repetitions).toBe(-1);
    expect(firings(timer, 50)).toHaveLength(50);
  });

  it('starts when it says', () => {
    const timer = resolved('cycle', 'R2/2026-01-05T08:00:00+08:00/P1D', '2026-01-01T00:00:00Z');
    expect(firings(timer, 9)).toEqual(['2026-01-05T00:00:00.000Z', '2026-01-06T00:00:00.000Z']);
  });

  it('fires each time it says, even when it was to start in the past', () => {
    const timer = resolved('cycle', 'R2/2025-01-01T00:00:00Z/P1D', '2026-01-01T00:00:00Z');
    expect(timer).toMatchObject({ dueAt: at('2025-01-01T00:00:00Z'), repetitions: 2 });
  });

  it('without end joins its rhythm when it was to start in the past', () => {
    expect(resolved('cycle', 'R/2025-01-01T06:00:00Z/P1D', '2026-01-01T00:00:00Z').dueAt).toBe(
      at('2026-01-01T06:00:00Z'),
    );
    expect(resolved('cycle', 'R/2024-01-31T06:00:00Z/P1M', '2026-02-10T00:00:00Z').dueAt).toBe(
      at('2026-02-28T06:00:00Z'),
    );
  });

  it('does not drift when it fires late', () => {
    const timer = resolved('cycle', 'R3/PT1H', '2026-01-01T00:00:00Z');
    expect(nextDue(timer, at('2026-01-01T01:00:07Z'), 'UTC')?.dueAt).toBe(at('2026-01-01T02:00:00Z'));
  });

  it('without end skips what it missed, a counted one makes up for it', () => {
    const late = at('2026-01-01T05:30:00Z');
    const endless = resolved('cycle', 'R/PT1H', '2026-01-01T00:00:00Z');
    const counted = resolved('cycle', 'R9/PT1H', '2026-01-01T00:00:00Z');
    expect(nextDue(endless, late, 'UTC')?.dueAt).toBe(at('2026-01-01T06:00:00Z'));
    expect(nextDue(counted, late, 'UTC')).toMatchObject({
      dueAt: at('2026-01-01T02:00:00Z'),
      repetitions: 8,
    });
  });

  it('finds the next of a very old rhythm without counting through it', () => {
    expect(resolved('cycle', 'R/1970-01-01T00:00:00Z/PT1S', '2026-01-01T00:00:00.500Z').dueAt).toBe(
      at('2026-01-01T00:00:01Z'),
    );
  });

  it.each([
    ['R0/PT1H', 'the cycle <R0/PT1H> repeats 0 times'],
    ['R/PT0S', 'the interval of the cycle <R/PT0S> must be longer than 0'],
    ['R/-PT1H', 'the interval of the cycle <R/-PT1H> must be longer than 0'],
    ['R', '<R> is not a cycle of the form R[times]/[start/]duration'],
    ['R3/soon', '<R3/soon> is not a cycle of the form R[times]/[start/]duration'],
    ['Rx/PT1H', '<Rx/PT1H> is not a cycle of the form R[times]/[start/]duration'],
    [
      'R/2026-01-01T00:00:00/PT1H',
      'the start <2026-01-01T00:00:00> of the cycle is not a date-time with an offset',
    ],
    [
      'R/PT1H/2026-01-01T00:00:00Z',
      '<R/PT1H/2026-01-01T00:00:00Z> is not a cycle of the form R[times]/[start/]duration',
    ],
  ])('%s is refused', (value, words) => {
    expect(problem('cycle', value)).toBe(words);
  });
});

describe('a cron expression', () => {
  it('fires at the local time of its zone, without end', () => {
    const timer = resolved('cycle', '0 0 9 * * MON-FRI', '2026-01-02T02:00:00Z', 'Asia/Shanghai');
    expect(timer).toMatchObject({ repetitions: -1, interval: { kind: 'cron', value: '0 0 9 * * MON-FRI' } });
    expect(firings(timer, 3, 'Asia/Shanghai')).toEqual([
      '2026-01-05T01:00:00.000Z',
      '2026-01-06T01:00:00.000Z',
      '2026-01-07T01:00:00.000Z',
    ]);
  });

  it('knows leap days', () => {
    expect(firings(resolved('cycle', '0 0 0 29 2 *', '2026-01-01T00:00:00Z'), 2)).toEqual([
      '2028-02-29T00:00:00.000Z',
      '2032-02-29T00:00:00.000Z',
    ]);
  });

  it('needs both the day of the month and the day of the week', () => {
    expect(firings(resolved('cycle', '0 0 0 13 * FRI', '2026-01-01T00:00:00Z'), 2)).toEqual([
      '2026-02-13T00:00:00.000Z',
      '2026-03-13T00:00:00.000Z',
    ]);
  });

  it.each(['@daily', '@midnight'])('takes %s', (macro) => {
    expect(resolved('cycle', macro, '2026-01-01T05:00:00Z').dueAt).toBe(at('2026-01-02T00:00:00Z'));
  });

  it('skips what it missed', () => {
    const timer = resolved('cycle', '0 0 * * * *', '2026-01-01T00:00:00Z');
    expect(nextDue(timer, at('2026-01-01T05:30:00Z'), 'UTC')?.dueAt).toBe(at('2026-01-01T06:00:00Z'));
  });

  it.each([['0 0 9 * *'], ['every day'], ['99 0 0 * * *'], ['']])('%s is refused', (value) => {
    expect(problem('cycle', value)).toContain(
      `<${value}> is neither a cycle R[times]/[start/]duration nor a cron expression`,
    );
  });

  it('that never comes due is refused', () => {
    expect(problem('cycle', '0 0 0 30 2 *')).toBe('the cron expression <0 0 0 30 2 *> never comes due');
  });
});
