import type { EventDefinition } from '../graph.ts';
import type { FieldReader } from '../fields.ts';
import { child, extension, text } from '../moddle.ts';
import type { ModdleElement } from '../moddle.ts';
import { isCatching } from './position.ts';
import type { EventCompiler } from './position.ts';

/**
 * The message that a bpmn:MessageEventDefinition or a bpmn:ReceiveTask refers to.
 * @param correlated whether a subscription needs a correlation key; the start of a process does not
 */
export function readMessage(
  reference: ModdleElement,
  elementId: string,
  correlated: boolean,
  fields: FieldReader,
): EventDefinition | undefined {
  const message = child(reference, 'messageRef');
  if (message === undefined) {
    fields.problems.add(elementId, 'no message is referenced');
    return undefined;
  }
  const messageName = fields.required(
    elementId,
    `the name of the message <${text(message, 'id') ?? ''}>`,
    text(message, 'name'),
  );
  if (!correlated) return messageName === undefined ? undefined : { kind: 'message', messageName };
  const subscription = extension(message, 'zeebe:Subscription');
  const key = subscription === undefined ? undefined : text(subscription, 'correlationKey');
  const correlationKey = fields.required(
    elementId,
    `the correlation key of the message <${text(message, 'name') ?? ''}>`,
    key,
  );
  return messageName === undefined || correlationKey === undefined
    ? undefined
    : { kind: 'message', messageName, correlationKey };
}

export const messageEvent: EventCompiler = {
  allowedAt: [
    'process start',
    'event subprocess start',
    'intermediate catch',
    'boundary',
    'intermediate throw',
    'end',
  ],
  compile(definition, position, fields) {
    if (isCatching(position))
      return readMessage(definition, position.elementId, position.at !== 'process start', fields);
    if (!position.hasJob)
      fields.problems.add(position.elementId, 'a message throw event needs a zeebe:taskDefinition');
    const message = child(definition, 'messageRef');
    const messageName = fields.optional(
      position.elementId,
      'the name of the message',
      message && text(message, 'name'),
    );
    return messageName === undefined
      ? { kind: 'message', messageName: fields.literal('') }
      : { kind: 'message', messageName };
  },
};
