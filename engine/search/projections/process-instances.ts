import type { Changes } from '../changes.ts';
import type { RunState } from '../documents/index.ts';
import { keyIn, type LogEvent, type Projection } from './projection.ts';

const STATES: Readonly<Record<string, RunState>> = {
  ELEMENT_COMPLETED: 'COMPLETED',
  ELEMENT_TERMINATED: 'TERMINATED',
};

/** PROCESS_INSTANCE: process instances and the element instances in them. */
export const processInstance: Projection = (changes, event) => {
  if (event.intent === 'SEQUENCE_FLOW_TAKEN') return;
  if (event.value[1] === 'PROCESS') root(changes, event);
  else element(changes, event);
};

function root(changes: Changes, { intent, key, value, timestamp }: LogEvent): void {
  const [elementId, , , definitionKey, , parentInstance, parentElement, tags] = value;
  const definition = keyIn(definitionKey);
  changes.nameDefinition(definition, elementId as string);
  const known = changes.get('process-instances', key);
  if (known !== undefined) {
    known.definition = definition;
    end(known, intent, timestamp);
    return;
  }
  const given = (tags as readonly string[] | undefined) ?? [];
  const document = {
    definition,
    startedAt: timestamp,
    lasted: null,
    state: 'ACTIVE' as const,
    parentInstance: keyIn(parentInstance),
    parentElement: keyIn(parentElement),
    tags: given.length === 0 ? null : given,
    incidents: null,
  };
  end(document, intent, timestamp);
  changes.add('process-instances', key, document);
}

function element(changes: Changes, { intent, key, value, timestamp }: LogEvent): void {
  const [elementId, type, processInstanceKey, definitionKey, scopeKey] = value as [
    string,
    string,
    number,
    number,
    number,
  ];
  const instance = keyIn(processInstanceKey);
  const scope = scopeKey === processInstanceKey ? 0 : keyIn(scopeKey);
  const known = changes.get('element-instances', key);
  if (known !== undefined) {
    if (intent === 'ELEMENT_MIGRATED') {
      known.element = changes.element(keyIn(definitionKey), elementId);
      known.type = type;
      known.scope = scope;
    }
    end(known, intent, timestamp);
    return;
  }
  const document = {
    element: changes.element(keyIn(definitionKey), elementId),
    type,
    instance,
    scope,
    startedAt: timestamp,
    lasted: null,
    state: 'ACTIVE' as const,
    incident: 0,
    userTask: changes.userTasks.get(key) ?? 0,
  };
  end(document, intent, timestamp);
  changes.add('element-instances', key, document);
}

function end(
  document: { readonly startedAt: number; lasted: number | null; state: RunState },
  intent: string,
  timestamp: number,
): void {
  const state = STATES[intent];
  if (state === undefined) return;
  document.state = state;
  document.lasted = timestamp - document.startedAt;
}
