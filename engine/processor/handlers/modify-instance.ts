import { EngineError } from '../../errors.ts';
import { parseKey, type ElementInstance } from '../../state/index.ts';
import { activateAt, checkedTarget } from '../activation-place.ts';
import type { Execution } from '../execution.ts';
import { childrenOf } from '../instances.ts';
import { terminate } from '../lifecycle.ts';
import type { Handler } from './handler.ts';

export const modifyInstance: Handler<'modifyInstance'> = (x, input) => {
  const root = x.state.instances.get(parseKey('process instance', input.processInstanceKey));
  if (root?.process == null || root.state === 'TERMINATING')
    throw new EngineError('NOT_FOUND', `no active process instance with key <${input.processInstanceKey}>`);
  const { elements } = x.graph(root);
  for (const { elementId } of input.activate) checkedTarget(elements.get(elementId), elementId);
  const ending = input.terminate.map((key) => checkedEnd(x, root, key));
  for (const instruction of input.activate) {
    activateAt(
      x,
      root,
      checkedTarget(elements.get(instruction.elementId), instruction.elementId),
      instruction,
    );
  }
  for (const instance of ending) terminateWithEmptied(x, instance);
  x.record('PROCESS_INSTANCE_MODIFICATION', 'MODIFIED', root.key, [
    input.activate.map(({ elementId }) => elementId),
    input.terminate,
  ]);
  return {};
};

function checkedEnd(x: Execution, root: ElementInstance, text: string): ElementInstance {
  const key = /^\d{1,19}$/.test(text) ? Number(text) : 0;
  const instance = x.state.instances.get(key);
  if (instance?.processInstanceKey === root.key && instance.state !== 'TERMINATING') return instance;
  throw new EngineError(
    'INVALID_ARGUMENT',
    `the element instance <${text}> is not active in the process instance <${root.key}>`,
  );
}

/** Terminates an instance, and with it the scopes around it that have nothing else inside. */
function terminateWithEmptied(x: Execution, instance: ElementInstance): void {
  let ended = instance;
  while (ended.scopeKey !== 0 && isLastIn(x, x.instance(ended.scopeKey))) ended = x.instance(ended.scopeKey);
  if (ended.process !== null && ended.process.parentProcessInstanceKey !== 0) {
    throw new EngineError(
      'INVALID_STATE',
      `the last active element of the process instance <${ended.key}>, which a call activity has called, can not be terminated; terminate the call activity <${ended.process.parentElementInstanceKey}>`,
    );
  }
  terminate(x, ended);
}

function isLastIn(x: Execution, scope: ElementInstance): boolean {
  const ending = childrenOf(x, scope.key).filter((key) => x.instance(key).state === 'TERMINATING');
  return scope.state !== 'TERMINATING' && scope.tokens - ending.length === 1;
}
