import type { ExecutionListenerEvent, ListenerDefinition, TaskListenerEvent } from '../graph.ts';
import type { FieldReader } from '../fields.ts';
import { child, children, extension, text } from '../moddle.ts';
import type { ModdleElement } from '../moddle.ts';
import { DEFAULT_RETRIES, headersOf } from './job.ts';

const TASK_EVENTS: ReadonlySet<string> = new Set<TaskListenerEvent>([
  'creating',
  'assigning',
  'updating',
  'completing',
  'canceling',
]);
const EXECUTION_EVENTS: ReadonlySet<string> = new Set<ExecutionListenerEvent>(['start', 'end']);

/** Names of task listener events before Camunda 8.8. */
const FORMER_TASK_EVENTS: Readonly<Record<string, string>> = {
  create: 'creating',
  assignment: 'assigning',
  update: 'updating',
  complete: 'completing',
  cancel: 'canceling',
};

/** The user task's zeebe:taskListeners in the order of the model. */
export function readTaskListeners(
  source: ModdleElement,
  elementId: string,
  fields: FieldReader,
): ListenerDefinition<TaskListenerEvent>[] {
  const holder = extension(source, 'zeebe:TaskListeners');
  return listenersOf<TaskListenerEvent>(holder, 'task listener', TASK_EVENTS, elementId, fields);
}

/** The element's zeebe:executionListeners in the order of the model. */
export function readExecutionListeners(
  source: ModdleElement,
  elementId: string,
  fields: FieldReader,
): ListenerDefinition<ExecutionListenerEvent>[] {
  const holder = extension(source, 'zeebe:ExecutionListeners');
  return listenersOf<ExecutionListenerEvent>(
    holder,
    'execution listener',
    EXECUTION_EVENTS,
    elementId,
    fields,
  );
}

function listenersOf<Event extends string>(
  holder: ModdleElement | undefined,
  what: string,
  events: ReadonlySet<string>,
  elementId: string,
  fields: FieldReader,
): ListenerDefinition<Event>[] {
  if (holder === undefined) return [];
  return children(holder, 'listeners').flatMap((listener) => {
    const written = text(listener, 'eventType') ?? '';
    const event = FORMER_TASK_EVENTS[written] ?? written;
    const type = fields.required(elementId, `the type of a ${what}`, text(listener, 'type'));
    const retries = fields.optional(
      elementId,
      `the retries of a ${what}`,
      text(listener, 'retries') ?? DEFAULT_RETRIES,
    );
    if (!events.has(event)) {
      fields.problems.add(
        elementId,
        `a ${what} has the event type <${written}>, known are ${[...events].join(', ')}`,
      );
      return [];
    }
    if (type === undefined || retries === undefined) return [];
    return [
      { event: event as Event, job: { type, retries, headers: headersOf(child(listener, 'headers')) } },
    ];
  });
}
