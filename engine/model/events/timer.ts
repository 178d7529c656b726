import type { TimerDefinition } from '../graph.ts';
import { body, child } from '../moddle.ts';
import type { ModdleElement } from '../moddle.ts';
import { resolveTimer } from '../timers.ts';
import type { EventCompiler, EventPosition } from './position.ts';

const PROPERTY_OF = { date: 'timeDate', duration: 'timeDuration', cycle: 'timeCycle' } as const;

/** Timers of each type where Zeebe takes them: a start by date or cycle, a cycle only where it may fire again. */
function typesAt(position: EventPosition): readonly TimerDefinition['type'][] {
  if (position.at === 'process start') return ['date', 'cycle'];
  if (position.at === 'intermediate catch' || position.interrupting) return ['date', 'duration'];
  return ['date', 'duration', 'cycle'];
}

export const timerEvent: EventCompiler = {
  allowedAt: ['process start', 'event subprocess start', 'intermediate catch', 'boundary'],
  compile(definition: ModdleElement, position, fields) {
    const types = (['date', 'duration', 'cycle'] as const).filter(
      (type) => child(definition, PROPERTY_OF[type]) !== undefined,
    );
    const [type] = types;
    if (type === undefined || types.length > 1) {
      fields.problems.add(
        position.elementId,
        'the timer must have exactly one of time date, time duration and time cycle',
      );
      return undefined;
    }
    if (!typesAt(position).includes(type)) {
      const where =
        position.interrupting && position.at !== 'process start'
          ? `interrupting ${position.at}`
          : position.at;
      fields.problems.add(position.elementId, `a time ${type} is not allowed in a timer event at: ${where}`);
      return undefined;
    }
    const value = fields.required(
      position.elementId,
      `the time ${type} of the timer`,
      body(child(definition, PROPERTY_OF[type])),
    );
    if (value === undefined) return undefined;
    const timer = { type, value };
    if (value.isStatic) {
      // Whether a literal is a timer does not depend on the moment, but for a cron expression that has an end.
      const resolved = resolveTimer(timer, value.source, 0);
      if ('problem' in resolved) fields.problems.add(position.elementId, resolved.problem);
    }
    return { kind: 'timer', timer };
  },
};
