import { nextDue } from '../../model/index.ts';
import type { DueKind, Timer } from '../../state/index.ts';
import type { Execution } from '../execution.ts';
import { makeActivatable } from '../jobs.ts';
import { dropMessage } from '../message-buffer.ts';
import { NO_PARENT, startProcess } from '../process-start.ts';
import { triggerInstance } from '../triggers.ts';

/** An entry of the due index. */
export interface DueEntry {
  readonly dueAt: number;
  readonly key: number;
  readonly kind: DueKind;
}

/** Does what has come due, unless it was taken back in the meantime. */
export function fireDue(x: Execution, { dueAt, key, kind }: DueEntry): void {
  if (x.state.due.get([dueAt, key]) === undefined || dueAt > x.now) return;
  switch (kind) {
    case 'timer': {
      fireTimer(x, key);
      return;
    }
    case 'job': {
      releaseJob(x, key);
      return;
    }
    case 'message': {
      const message = x.state.messages.get(key);
      if (message !== undefined) dropMessage(x, message);
    }
  }
}

function releaseJob(x: Execution, key: number): void {
  const job = x.state.jobs.get(key);
  if (job === undefined) return;
  x.record('JOB', job.state === 'ACTIVATED' ? 'TIMED_OUT' : 'RECURRED_AFTER_BACKOFF', key, [
    job.type,
    job.worker,
  ]);
  makeActivatable(x, job);
}

function fireTimer(x: Execution, key: number): void {
  const timer = x.state.timers.get(key);
  if (timer === undefined) return;
  x.record('TIMER', 'TRIGGERED', key, [timer.elementId, timer.hostKey]);
  const next = nextDue(timer.resolved, x.now);
  x.removeDue(timer.resolved.dueAt, key);
  if (next === undefined) endTimer(x, timer);
  else {
    x.state.timers.put(key, { ...timer, resolved: next });
    x.addDue(next.dueAt, key, 'timer');
  }
  if (timer.hostKey === 0) startByTimer(x, timer);
  else triggerInstance(x, x.instance(timer.hostKey), { elementId: timer.elementId, variables: {} });
}

function endTimer(x: Execution, timer: Timer): void {
  x.state.timers.remove(timer.key);
  if (timer.hostKey === 0) {
    x.state.startTimers.remove([timer.definitionKey, timer.key]);
    return;
  }
  const host = x.instance(timer.hostKey);
  const left = (host.subscriptions ?? []).filter(({ key }) => key !== timer.key);
  host.subscriptions = left.length === 0 ? null : left;
  x.save(host);
}

function startByTimer(x: Execution, timer: Timer): void {
  const definition = x.state.definitions.get(timer.definitionKey);
  if (definition === undefined) return;
  const trigger = { elementId: timer.elementId, variables: {} };
  startProcess(x, { definition, variables: {}, trigger, process: NO_PARENT });
}
