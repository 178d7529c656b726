import type { ElementCompiler } from '../element-compiler.ts';
import { readJob } from '../extensions/job.ts';
import { extension, text } from '../moddle.ts';
import { checkBoundaryEvents, compileActivity } from './activity.ts';
import { resultVariable } from './result-variable.ts';

/** Evaluates FEEL (zeebe:script), or is carried out by a job worker (zeebe:taskDefinition). */
export const scriptTask: ElementCompiler = {
  type: () => 'SCRIPT_TASK',
  compile(source, node, fields) {
    compileActivity(source, node, fields);
    const script = extension(source, 'zeebe:Script');
    const job = readJob(source, node.id, fields);
    if ((script === undefined) === (extension(source, 'zeebe:TaskDefinition') === undefined)) {
      fields.problems.add(node.id, 'the task needs either a zeebe:script or a zeebe:taskDefinition');
    }
    if (job !== undefined) node.job = job;
    if (script === undefined) return;
    const expression = fields.requiredFeel(
      node.id,
      'the expression of zeebe:script',
      text(script, 'expression'),
    );
    const variable = resultVariable(script, 'zeebe:script', node.id, fields);
    if (expression !== undefined && variable !== undefined)
      node.script = { expression, resultVariable: variable };
  },
  check: checkBoundaryEvents,
};
