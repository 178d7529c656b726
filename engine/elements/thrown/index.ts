import type { EventDefinition } from '../../model/graph.ts';
import type { ElementBehavior } from '../../processor/behavior.ts';
import { jobTask } from '../job-task.ts';
import { passed } from '../passed.ts';
import { throwCompensation } from './compensation.ts';
import { throwError } from './error.ts';
import { throwEscalation } from './escalation.ts';
import { throwSignal } from './signal.ts';
import { terminateAround } from './terminate.ts';

type Throw = ElementBehavior['activate'];

/** What the kinds of throw and end events do. A kind that is not here is only passed. */
const THROWS: Partial<Record<EventDefinition['kind'], Throw>> = {
  compensation: throwCompensation,
  error: throwError,
  escalation: throwEscalation,
  signal: throwSignal,
  terminate: terminateAround,
};

/** Throw events and end events: what a job worker carries out (messages), and what the engine does by itself. */
export const thrownEvent: ElementBehavior = {
  activate(x, instance, node) {
    const thrown = node.event === undefined ? undefined : THROWS[node.event.kind];
    if (thrown !== undefined) return thrown(x, instance, node);
    return (node.job === undefined ? passed : jobTask).activate(x, instance, node);
  },
};
