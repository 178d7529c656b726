import type { ElementBehavior } from '../processor/behavior.ts';
import { evaluate } from '../processor/evaluation.ts';
import { jobTask } from './job-task.ts';

/** Evaluates its FEEL script, or has a job worker run it. */
export const scriptTask: ElementBehavior = {
  activate(x, instance, node) {
    if (node.script === undefined) return jobTask.activate(x, instance, node);
    const value = evaluate(x, node.script.expression, instance.key);
    instance.trigger = { elementId: node.id, variables: { [node.script.resultVariable]: value } };
    return 'complete';
  },
};
