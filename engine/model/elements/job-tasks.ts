import type { ElementCompiler } from '../element-compiler.ts';
import { readJob } from '../extensions/job.ts';
import type { BpmnElementType } from '../graph.ts';
import { checkBoundaryEvents, compileActivity } from './activity.ts';

/** A task that a job worker carries out, and nothing else does. */
function jobTask(type: BpmnElementType): ElementCompiler {
  return {
    type: () => type,
    compile(source, node, fields) {
      compileActivity(source, node, fields);
      const job = readJob(source, node.id, fields);
      if (job !== undefined) node.job = job;
      else fields.problems.add(node.id, 'the task needs a zeebe:taskDefinition with a type');
    },
    check: checkBoundaryEvents,
  };
}

export const serviceTask = jobTask('SERVICE_TASK');
export const sendTask = jobTask('SEND_TASK');
