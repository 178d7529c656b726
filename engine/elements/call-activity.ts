import { EngineError } from '../errors.ts';
import type { ElementBehavior } from '../processor/behavior.ts';
import { resolveDefinition } from '../processor/binding.ts';
import { evaluateText } from '../processor/evaluation.ts';
import { NO_PARENT, startProcess } from '../processor/process-start.ts';
import { Standstill } from '../processor/standstill.ts';
import { collectVariables, localVariables } from '../processor/variables.ts';

/** Calls within calls; more is a process that calls itself without end. */
const MAX_DEPTH = 1000;

/** Starts a process and waits for its end. It is completed by processor/process-end.ts. */
export const callActivity: ElementBehavior = {
  activate(x, instance, node) {
    const called = node.calledElement;
    if (called === undefined) throw new EngineError('INTERNAL', `<${node.id}> calls nothing`);
    const processId = evaluateText(x, called.processId, instance.key, 'the called process id');
    const definition = resolveDefinition(x, 'process', processId, called.binding, instance.definitionKey);
    if (definition === undefined) {
      throw new Standstill(
        'CALLED_ELEMENT_ERROR',
        `no process <${processId}> is deployed (binding ${called.binding.type})`,
      );
    }
    if (x.definitions.process(definition.key).root.startEvent === undefined) {
      throw new Standstill(
        'CALLED_ELEMENT_ERROR',
        `the process <${processId}> has no none start event to be called by`,
      );
    }
    const caller = x.instance(instance.processInstanceKey).process ?? NO_PARENT;
    if (caller.depth >= MAX_DEPTH) {
      throw new Standstill('CALLED_ELEMENT_ERROR', `${MAX_DEPTH} call activities call one another already`);
    }
    const child = startProcess(x, {
      definition,
      variables: called.propagateAllParentVariables
        ? collectVariables(x, instance.key, [])
        : localVariables(x, instance.key),
      trigger: null,
      process: {
        ...NO_PARENT,
        parentElementInstanceKey: instance.key,
        parentProcessInstanceKey: instance.processInstanceKey,
        tags: caller.tags,
        depth: caller.depth + 1,
      },
    });
    instance.calledKey = child.key;
    return 'wait';
  },
  terminate(x, instance) {
    if (instance.calledKey === 0) return 'done';
    x.schedule({ op: 'terminate', key: instance.calledKey });
    return 'wait';
  },
};
