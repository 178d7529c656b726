import { child, idOf } from '../moddle.ts';
import type { EventCompiler } from './position.ts';

export const compensationEvent: EventCompiler = {
  allowedAt: ['boundary', 'intermediate throw', 'end'],
  compile(definition) {
    const activity = child(definition, 'activityRef');
    return activity === undefined
      ? { kind: 'compensation' }
      : { kind: 'compensation', activityRef: idOf(activity) };
  },
};
