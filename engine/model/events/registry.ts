import type { FieldReader } from '../fields.ts';
import type { EventDefinition } from '../graph.ts';
import { children } from '../moddle.ts';
import type { ModdleElement } from '../moddle.ts';
import { compensationEvent } from './compensation.ts';
import { errorEvent } from './error.ts';
import { escalationEvent } from './escalation.ts';
import { linkEvent } from './link.ts';
import { messageEvent } from './message.ts';
import type { EventCompiler, EventPosition } from './position.ts';
import { signalEvent } from './signal.ts';
import { terminateEvent } from './terminate.ts';
import { timerEvent } from './timer.ts';

/** Every event definition the engine understands; anything else is refused. */
export const EVENTS: Readonly<Record<string, EventCompiler>> = {
  'bpmn:CompensateEventDefinition': compensationEvent,
  'bpmn:ErrorEventDefinition': errorEvent,
  'bpmn:EscalationEventDefinition': escalationEvent,
  'bpmn:LinkEventDefinition': linkEvent,
  'bpmn:MessageEventDefinition': messageEvent,
  'bpmn:SignalEventDefinition': signalEvent,
  'bpmn:TerminateEventDefinition': terminateEvent,
  'bpmn:TimerEventDefinition': timerEvent,
};

/** What the event waits for or throws: kind none without a definition; undefined when it is wrong, which is reported. */
export function readEvent(
  source: ModdleElement,
  position: EventPosition,
  fields: FieldReader,
): EventDefinition | undefined {
  const definitions = [...children(source, 'eventDefinitions'), ...children(source, 'eventDefinitionRef')];
  const [definition] = definitions;
  if (definition === undefined) return { kind: 'none' };
  if (definitions.length > 1) {
    fields.problems.add(position.elementId, 'an event must have at most one event definition');
    return undefined;
  }
  const compiler = EVENTS[definition.$type];
  if (compiler === undefined) {
    fields.problems.add(position.elementId, `<${definition.$type}> is not supported`);
    return undefined;
  }
  if (!compiler.allowedAt.includes(position.at)) {
    fields.problems.add(
      position.elementId,
      `<${definition.$type}> is not allowed in an event at: ${position.at}`,
    );
    return undefined;
  }
  return compiler.compile(definition, position, fields);
}
