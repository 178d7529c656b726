import { indexText, type Definition, type Message } from '../state/index.ts';
import type { Variables } from './commands.ts';
import type { Execution } from './execution.ts';
import { findBuffered, markTaken } from './message-buffer.ts';
import { NO_PARENT, startProcess } from './process-start.ts';
import { startMessageName } from './start-triggers.ts';

/** A process that a message may start. */
export interface MessageStart {
  readonly definition: Definition;
  readonly elementId: string;
}

/** The latest versions of processes that a message of the name starts. */
export function messageStartsOf(x: Execution, name: string): MessageStart[] {
  const starts: MessageStart[] = [];
  for (const [key, definitionKey] of x.state.messageStarts.scan([indexText(name)])) {
    const definition = x.state.definitions.get(definitionKey);
    if (definition !== undefined) starts.push({ definition, elementId: String(key[2]) });
  }
  return starts;
}

/** Whether an instance that was started by the same key is still active. An empty key always starts. */
export function isStartLocked(x: Execution, processId: string, correlationKey: string): boolean {
  return (
    correlationKey !== '' && x.state.startLocks.get([processId, indexText(correlationKey)]) !== undefined
  );
}

/** Starts a process by a message. Answers the process instance's key. */
export function startByMessage(
  x: Execution,
  start: MessageStart,
  correlationKey: string,
  variables: Variables,
): number {
  const root = startProcess(x, {
    definition: start.definition,
    variables: {},
    trigger: { elementId: start.elementId, variables },
    process: { ...NO_PARENT, startedByCorrelationKey: correlationKey === '' ? null : correlationKey },
  });
  if (correlationKey !== '')
    x.state.startLocks.put([start.definition.id, indexText(correlationKey)], root.key);
  x.record('MESSAGE_START_EVENT_SUBSCRIPTION', 'CORRELATED', root.key, [
    start.definition.id,
    start.elementId,
    correlationKey,
  ]);
  return root.key;
}

/** After an instance has ended: starts the next by the first buffered message of the key that starts the process. */
export function startByBufferedMessage(x: Execution, processId: string, correlationKey: string): void {
  const definitionKey = x.state.latest.get(['process', processId]);
  const definition = definitionKey === undefined ? undefined : x.state.definitions.get(definitionKey);
  if (definition === undefined || !definition.hasStartTriggers) return;
  let first: { readonly message: Message; readonly elementId: string } | undefined;
  for (const { id, event } of x.definitions.process(definition.key).startTriggers) {
    if (event?.kind !== 'message') continue;
    const message = findBuffered(x, { name: startMessageName(x, event), correlationKey, processId });
    if (message === undefined || (first !== undefined && first.message.key < message.key)) continue;
    first = { message, elementId: id };
  }
  if (first === undefined) return;
  markTaken(x, first.message, processId);
  startByMessage(x, { definition, elementId: first.elementId }, correlationKey, first.message.variables);
}
