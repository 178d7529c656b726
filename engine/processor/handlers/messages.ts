import { EngineError } from '../../errors.ts';
import { formatKey, indexText, type Message, type MessageSubscription } from '../../state/index.ts';
import type { Variables } from '../commands.ts';
import type { Execution } from '../execution.ts';
import { bufferMessage } from '../message-buffer.ts';
import { isStartLocked, messageStartsOf, startByMessage } from '../message-start.ts';
import { correlate } from '../subscriptions.ts';
import { entriesOf } from '../variables.ts';
import type { Handler } from './handler.ts';

export const publishMessage: Handler<'publishMessage'> = (x, input) => {
  checkMessage(input);
  checkUnique(x, input);
  const key = x.newKey();
  x.record('MESSAGE', 'PUBLISHED', key, [input.name, input.correlationKey, input.messageId]);
  const reached = correlateToAll(x, key, input);
  const expiresAt = x.now + input.timeToLiveMs;
  if (input.timeToLiveMs > 0)
    bufferMessage(x, { ...input, key, expiresAt, correlatedTo: [...reached.keys()] } satisfies Message);
  return { key: formatKey(key) };
};

export const correlateMessage: Handler<'correlateMessage'> = (x, input) => {
  checkMessage(input);
  const key = x.newKey();
  const reached = correlateToAll(x, key, input);
  for (const processInstanceKey of reached.values()) {
    x.record('MESSAGE', 'CORRELATED', key, [input.name, input.correlationKey]);
    return { key: formatKey(key), processInstanceKey: formatKey(processInstanceKey) };
  }
  throw new EngineError(
    'NOT_FOUND',
    `no process waits for the message <${input.name}> with the correlation key <${input.correlationKey}>`,
  );
};

interface Published {
  readonly name: string;
  readonly correlationKey: string;
  readonly variables: Variables;
}

function checkMessage({ name, variables }: Published): void {
  if (name === '') throw new EngineError('INVALID_ARGUMENT', 'the name of a message must not be empty');
  entriesOf(variables);
}

/** A message id counts while its message is buffered. */
function checkUnique(
  x: Execution,
  { name, correlationKey, messageId }: Published & { readonly messageId: string },
): void {
  if (messageId === '') return;
  const known = x.state.messageIds.get([indexText(name), indexText(correlationKey), indexText(messageId)]);
  const message = known === undefined ? undefined : x.state.messages.get(known);
  if (message === undefined || message.expiresAt <= x.now) return;
  throw new EngineError('ALREADY_EXISTS', `a message <${name}> with id <${messageId}> is buffered already`);
}

/** Hands a message to every process that waits for it, once each. Answers process ids with their process instances. */
function correlateToAll(x: Execution, messageKey: number, message: Published): Map<string, number> {
  const reached = new Map<string, number>();
  for (const subscription of waitingFor(x, message)) {
    if (reached.has(subscription.processId)) continue;
    // An earlier one may have ended the instance that this belonged to.
    if (x.state.messageSubscriptions.get(subscription.key) === undefined) continue;
    reached.set(subscription.processId, subscription.processInstanceKey);
    correlate(x, subscription, messageKey, message.variables);
  }
  for (const start of messageStartsOf(x, message.name)) {
    const { id } = start.definition;
    if (reached.has(id) || isStartLocked(x, id, message.correlationKey)) continue;
    reached.set(id, startByMessage(x, start, message.correlationKey, message.variables));
  }
  return reached;
}

function waitingFor(x: Execution, { name, correlationKey }: Published): MessageSubscription[] {
  const found: MessageSubscription[] = [];
  for (const [key] of x.state.waiting.scan([indexText(name), indexText(correlationKey)])) {
    const subscription = x.state.messageSubscriptions.get(key[2] as number);
    if (subscription?.name === name && subscription.correlationKey === correlationKey)
      found.push(subscription);
  }
  return found;
}
