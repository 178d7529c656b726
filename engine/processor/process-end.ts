import { indexText, type ElementInstance } from '../state/index.ts';
import type { Execution } from './execution.ts';
import { finishTermination } from './lifecycle.ts';
import { refuseCompletion } from './process-result.ts';
import { countRunning } from './process-start.ts';
import { startByBufferedMessage } from './message-start.ts';

/** A process instance has ended: its caller goes on, and a message that waited for that may start the next. */
export function afterProcessEnded(
  x: Execution,
  root: ElementInstance,
  how: 'completed' | 'terminated',
): void {
  const { process } = root;
  if (process === null) return;
  countRunning(x, root.definitionKey, -1);
  if (how === 'terminated') refuseCompletion(x, root);
  if (process.startedByCorrelationKey !== null) releaseStartLock(x, root, process.startedByCorrelationKey);
  if (process.parentElementInstanceKey === 0) return;
  const caller = x.state.instances.get(process.parentElementInstanceKey);
  if (caller === undefined) return;
  caller.calledKey = 0;
  x.save(caller);
  if (caller.state === 'TERMINATING') finishTermination(x, caller);
  else if (how === 'completed') x.schedule({ op: 'complete', key: caller.key });
}

function releaseStartLock(x: Execution, root: ElementInstance, correlationKey: string): void {
  const lock = [root.elementId, indexText(correlationKey)];
  if (x.state.startLocks.get(lock) !== root.key) return;
  x.state.startLocks.remove(lock);
  startByBufferedMessage(x, root.elementId, correlationKey);
}
