import type { ElementCompiler } from '../element-compiler.ts';
import { readBinding } from '../extensions/binding.ts';
import { readJob } from '../extensions/job.ts';
import { extension, text } from '../moddle.ts';
import { checkBoundaryEvents, compileActivity } from './activity.ts';
import { resultVariable } from './result-variable.ts';

/** Evaluates a decision (zeebe:calledDecision), or is carried out by a job worker (zeebe:taskDefinition). */
export const businessRuleTask: ElementCompiler = {
  type: () => 'BUSINESS_RULE_TASK',
  compile(source, node, fields) {
    compileActivity(source, node, fields);
    const called = extension(source, 'zeebe:CalledDecision');
    const job = readJob(source, node.id, fields);
    if ((called === undefined) === (extension(source, 'zeebe:TaskDefinition') === undefined)) {
      fields.problems.add(node.id, 'the task needs either a zeebe:calledDecision or a zeebe:taskDefinition');
    }
    if (job !== undefined) node.job = job;
    if (called === undefined) return;
    const decisionId = fields.required(
      node.id,
      'the decision id of zeebe:calledDecision',
      text(called, 'decisionId'),
    );
    const variable = resultVariable(called, 'zeebe:calledDecision', node.id, fields);
    const binding = readBinding(called, node.id, fields);
    if (decisionId !== undefined && variable !== undefined) {
      node.calledDecision = { decisionId, resultVariable: variable, binding };
    }
  },
  check: checkBoundaryEvents,
};
