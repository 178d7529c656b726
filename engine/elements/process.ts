import type { ElementBehavior } from '../processor/behavior.ts';
import { enterElements } from '../processor/direct-activation.ts';
import { answerCompletion } from '../processor/process-result.ts';
import { localVariables } from '../processor/variables.ts';
import { enterScope, terminateScope } from './scope.ts';

/** A process instance. One that was called hands its variables to its call activity when it completes. */
export const process: ElementBehavior = {
  activate(x, instance, node) {
    const elementIds = instance.process?.startElementIds ?? null;
    if (elementIds === null) return enterScope(x, instance, node);
    enterElements(x, instance, x.graph(instance), elementIds);
    return 'wait';
  },
  leave(x, instance) {
    answerCompletion(x, instance);
    const callerKey = instance.process?.parentElementInstanceKey ?? 0;
    const caller = callerKey === 0 ? undefined : x.state.instances.get(callerKey);
    if (caller === undefined) return;
    const called = x.node(caller);
    if (called.calledElement?.propagateAllChildVariables !== true && called.outputs.length === 0) return;
    caller.trigger = { elementId: caller.elementId, variables: localVariables(x, instance.key) };
    x.save(caller);
  },
  terminate: terminateScope,
};
