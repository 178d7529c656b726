import { EngineError } from '../errors.ts';
import type { ElementBehavior } from '../processor/behavior.ts';
import { createJob } from '../processor/jobs.ts';

/** What a job worker carries out: service and send tasks, and every other task or event with a task definition. */
export const jobTask: ElementBehavior = {
  activate(x, instance, node) {
    if (node.job === undefined) throw new EngineError('INTERNAL', `<${node.id}> has no task definition`);
    instance.jobKey = createJob(x, instance, node.job).key;
    return 'wait';
  },
};
