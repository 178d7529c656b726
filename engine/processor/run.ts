import type { Step } from '../state/index.ts';
import { isStandstill } from './standstill.ts';
import { throwErrorEvent } from './error-events.ts';
import type { Execution } from './execution.ts';
import { awaitListener } from './execution-listeners.ts';
import { raiseIncident } from './incidents.ts';
import { activate, begin, complete, enter, follow, leave, terminate } from './lifecycle.ts';
import { broadcast } from './signals.ts';
import { triggerInstance } from './triggers.ts';
import { continueListeners } from './user-task-transitions.ts';

/** Steps that one command does before it lets others in. A loop without a wait state goes on behind them. */
const MAX_STEPS = 1000;

/** Does the steps that a command has scheduled, and those that follow from them. */
export function runSteps(x: Execution): void {
  for (let done = 0; done < MAX_STEPS; done += 1) {
    const step = x.takeStep();
    if (step === undefined) return;
    runStep(x, step);
  }
  x.postpone();
}

function runStep(x: Execution, step: Step): void {
  if (step.op === 'enter' || step.op === 'flow') {
    if (x.state.instances.get(step.scopeKey) === undefined) return;
    if (step.op === 'enter') enter(x, step.scopeKey, step.elementId, step.seed);
    else follow(x, step.scopeKey, step.flowId, step.seed);
    return;
  }
  if (step.op === 'broadcast') {
    broadcast(x, step.signalName, step.variables);
    return;
  }
  const instance = x.state.instances.get(step.key);
  if (instance === undefined) return;
  if (step.op === 'user-task-listener') {
    continueListeners(x, instance);
    return;
  }
  if (instance.state === 'TERMINATING') return;
  switch (step.op) {
    case 'activate': {
      activate(x, instance);
      return;
    }
    case 'complete': {
      // An event subprocess has begun in the scope since: its end completes the scope.
      if (instance.tokens === 0) complete(x, instance);
      return;
    }
    case 'begin': {
      begin(x, instance);
      return;
    }
    case 'leave': {
      leave(x, instance);
      return;
    }
    case 'execution-listener': {
      if (awaitListener(x, instance, x.node(instance), step.event, step.index)) return;
      if (step.event === 'start') begin(x, instance);
      else leave(x, instance);
      return;
    }
    case 'terminate': {
      terminate(x, instance);
      return;
    }
    case 'trigger': {
      triggerInstance(x, instance, step.trigger);
      return;
    }
    case 'throw-error':
      try {
        throwErrorEvent(x, instance, step);
        return;
      } catch (error) {
        if (!isStandstill(error)) throw error;
        raiseIncident(x, instance, error, step);
        return;
      }
  }
}
