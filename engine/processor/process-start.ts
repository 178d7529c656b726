import type { Definition, ElementInstance, ProcessData, Trigger } from '../state/index.ts';
import type { Variables } from './commands.ts';
import type { Execution } from './execution.ts';
import { blank, recordInstance } from './instances.ts';
import { setLocal } from './variables.ts';

interface ProcessStart {
  readonly definition: Definition;
  readonly variables: Variables;
  /** The start event that happened, for starts by message and timer; the none start event when null. */
  readonly trigger: Trigger | null;
  readonly process: ProcessData;
}

export const NO_PARENT: ProcessData = {
  parentElementInstanceKey: 0,
  parentProcessInstanceKey: 0,
  tags: [],
  startedByCorrelationKey: null,
  depth: 0,
  awaitedBy: null,
  startElementIds: null,
};

/** Counts the process instances of a definition. */
export function countRunning(x: Execution, definitionKey: number, change: 1 | -1): void {
  const count = (x.state.running.get([definitionKey]) ?? 0) + change;
  if (count > 0) x.state.running.put([definitionKey], count);
  else x.state.running.remove([definitionKey]);
}

/** Makes a process instance and schedules its activation, unless told not to. */
export function startProcess(x: Execution, start: ProcessStart, { schedule = true } = {}): ElementInstance {
  const instance = blank(x, start.definition.id, 'PROCESS');
  const root: ElementInstance = {
    ...instance,
    definitionKey: start.definition.key,
    processInstanceKey: instance.key,
    trigger: start.trigger,
    process: start.process,
  };
  x.state.instances.insert(root.key, root);
  countRunning(x, root.definitionKey, 1);
  setLocal(x, root.key, Object.entries(start.variables));
  recordInstance(x, 'ELEMENT_ACTIVATING', root);
  if (schedule) x.schedule({ op: 'activate', key: root.key });
  return root;
}
