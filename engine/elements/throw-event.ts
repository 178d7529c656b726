import type { ElementBehavior } from '../processor/behavior.ts';
import { jobTask } from './job-task.ts';

/** None throw events are passed; message throw events are carried out by a job worker. */
export const throwEvent: ElementBehavior = {
  activate: (x, instance, node) =>
    node.job === undefined ? 'complete' : jobTask.activate(x, instance, node),
};
