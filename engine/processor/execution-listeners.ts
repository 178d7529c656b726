import type { ElementNode, ExecutionListenerEvent, ListenerDefinition } from '../model/graph.ts';
import type { ElementInstance, Job } from '../state/index.ts';
import type { Variables } from './commands.ts';
import type { Execution } from './execution.ts';
import { raiseIncident } from './incidents.ts';
import { createJob, removeJob } from './jobs.ts';
import { outputScopeOf } from './mappings.ts';
import { isStandstill } from './standstill.ts';
import { entriesOf, propagate, setLocal } from './variables.ts';

/** The execution listeners of an event, in model order. */
export function executionListenersOf(
  node: ElementNode,
  event: ExecutionListenerEvent,
): readonly ListenerDefinition<ExecutionListenerEvent>[] {
  return node.executionListeners.filter((listener) => listener.event === event);
}

/**
 * Makes the job of a listener, and answers true: the instance waits for it. False when there is none any more. A
 * multi-instance body has none: they belong to its inner instances.
 * @param index which of the event's listeners
 */
export function awaitListener(
  x: Execution,
  instance: ElementInstance,
  node: ElementNode,
  event: ExecutionListenerEvent,
  index = 0,
): boolean {
  if (node.executionListeners.length === 0 || instance.type === 'MULTI_INSTANCE_BODY') return false;
  const listener = executionListenersOf(node, event)[index];
  if (listener === undefined) return false;
  try {
    const job = createJob(x, instance, listener.job, {
      kind: 'EXECUTION_LISTENER',
      event: event === 'start' ? 'START' : 'END',
      listenerIndex: index,
    });
    instance.jobKey = job.key;
    x.save(instance);
  } catch (error) {
    if (!isStandstill(error)) throw error;
    // Resolved, all listeners of the event work again: those before it may have made what it is evaluated from.
    raiseIncident(x, instance, error, { op: 'execution-listener', key: instance.key, event, index: 0 });
  }
  return true;
}

/** A listener has done its work: what it brought is local to the element at its start, and goes upwards at its end. */
export function completeExecutionListener(
  x: Execution,
  job: Job,
  instance: ElementInstance,
  variables: Variables,
): void {
  const entries = entriesOf(variables);
  removeJob(x, job);
  x.record('JOB', 'COMPLETED', job.key, [job.type, job.elementId]);
  instance.jobKey = 0;
  x.save(instance);
  const event = job.event === 'START' ? 'start' : 'end';
  if (event === 'start') setLocal(x, instance.key, entries);
  else propagate(x, outputScopeOf(instance), entries);
  const index = job.listenerIndex + 1;
  x.schedule({ op: 'execution-listener', key: instance.key, event, index });
}
