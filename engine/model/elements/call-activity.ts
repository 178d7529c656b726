import type { ElementCompiler } from '../element-compiler.ts';
import { readBinding } from '../extensions/binding.ts';
import { extension, flag, text } from '../moddle.ts';
import { checkBoundaryEvents, compileActivity } from './activity.ts';

export const callActivity: ElementCompiler = {
  type: () => 'CALL_ACTIVITY',
  compile(source, node, fields) {
    compileActivity(source, node, fields);
    const called = extension(source, 'zeebe:CalledElement');
    const processId = fields.required(
      node.id,
      'the process id of zeebe:calledElement',
      called && text(called, 'processId'),
    );
    if (called === undefined || processId === undefined) return;
    node.calledElement = {
      processId,
      binding: readBinding(called, node.id, fields),
      // The documentation contradicts itself on the defaults; these are what Zeebe's own model API takes.
      propagateAllChildVariables: flag(called, 'propagateAllChildVariables', true),
      propagateAllParentVariables: flag(called, 'propagateAllParentVariables', true),
    };
  },
  check: checkBoundaryEvents,
};
