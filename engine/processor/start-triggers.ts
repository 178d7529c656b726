import { EngineError } from '../errors.ts';
import { resolveTimer } from '../model/index.ts';
import { indexText, type Definition } from '../state/index.ts';
import { evaluate, evaluateText } from './evaluation.ts';
import type { Execution } from './execution.ts';
import { isStandstill } from './standstill.ts';
import { addTimer, removeTimer } from './subscriptions.ts';

/** At deployment there are no variables. */
const NO_VARIABLES = { get: () => undefined };

/**
 * Lets timers, messages and signals start the new version of a process, and no older one.
 * @throws EngineError INVALID_ARGUMENT when a timer or a name can't be evaluated without variables
 */
export function moveStartTriggers(x: Execution, previousKey: number, definition: Definition): void {
  if (previousKey !== 0) removeStartTriggers(x, previousKey);
  for (const { id, event } of x.definitions.process(definition.key).startTriggers) {
    try {
      if (event?.kind === 'message') {
        x.state.messageStarts.put([indexText(startMessageName(x, event)), definition.id, id], definition.key);
      }
      if (event?.kind === 'signal') {
        x.state.signalStarts.put([indexText(startSignalName(x, event)), definition.id, id], definition.key);
      }
      if (event?.kind === 'timer') {
        const timer = resolveTimer(event.timer, evaluate(x, event.timer.value, NO_VARIABLES), x.now);
        if ('problem' in timer) throw new EngineError('INVALID_ARGUMENT', `<${id}> ${timer.problem}`);
        const key = x.newKey();
        addTimer(x, { key, resolved: timer, hostKey: 0, elementId: id, definitionKey: definition.key });
        x.state.startTimers.insert([definition.key, key], 1);
      }
    } catch (error) {
      if (isStandstill(error)) throw new EngineError('INVALID_ARGUMENT', `<${id}> ${error.message}`);
      throw error;
    }
  }
}

/** Lets nothing start a process any more. */
export function removeStartTriggers(x: Execution, definitionKey: number): void {
  for (const [key] of [...x.state.startTimers.scan([definitionKey])]) {
    const timer = x.state.timers.get(key[1] as number);
    if (timer !== undefined) removeTimer(x, timer);
    x.state.startTimers.remove(key);
  }
  const definition = x.state.definitions.get(definitionKey);
  if (definition?.hasStartTriggers !== true) return;
  for (const { id, event } of x.definitions.process(definitionKey).startTriggers) {
    if (event?.kind === 'signal')
      x.state.signalStarts.remove([indexText(startSignalName(x, event)), definition.id, id]);
    if (event?.kind === 'message')
      x.state.messageStarts.remove([indexText(startMessageName(x, event)), definition.id, id]);
  }
}

/** The message name of a start event, which has no variables to see. */
export function startMessageName(
  x: Execution,
  event: { readonly messageName: Parameters<typeof evaluateText>[1] },
): string {
  return evaluateText(x, event.messageName, NO_VARIABLES, 'the message name');
}

function startSignalName(
  x: Execution,
  event: { readonly signalName: Parameters<typeof evaluateText>[1] },
): string {
  return evaluateText(x, event.signalName, NO_VARIABLES, 'the signal name');
}
