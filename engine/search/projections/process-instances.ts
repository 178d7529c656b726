import { dateText, keyText, type Changes } from '../changes.ts';
import type { LogEvent, Projection } from './projection.ts';

const STATES: Readonly<Record<string, string>> = {
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
  const known = changes.row('process-instances', key);
  const definition = changes.definition(definitionKey as number);
  changes.set('process-instances', key, {
    processDefinitionId: definition?.id ?? (elementId as string),
    processDefinitionName: definition?.name ?? (elementId as string),
    processDefinitionVersion: definition?.version ?? (known?.processDefinitionVersion as number | null) ?? 0,
    processDefinitionVersionTag: definition?.versionTag ?? null,
    processDefinitionKey: keyText(definitionKey),
    startDate: (known?.startDate as string | null | undefined) ?? dateText(timestamp),
    ...ending(intent, timestamp),
    hasIncident: known?.hasIncident ?? false,
    openIncidents: known?.openIncidents ?? [],
    parentProcessInstanceKey: keyText(parentInstance),
    parentElementInstanceKey: keyText(parentElement),
    tags: (tags as readonly string[] | undefined) ?? [],
  });
}

function element(changes: Changes, { intent, key, value, timestamp }: LogEvent): void {
  const [elementId, type, processInstanceKey, definitionKey, scopeKey] = value as [
    string,
    string,
    number,
    number,
    number,
  ];
  const known = changes.row('element-instances', key);
  changes.set('element-instances', key, {
    ...changes.processOf(processInstanceKey),
    processDefinitionKey: keyText(definitionKey),
    elementId,
    elementName: changes.node(definitionKey, elementId)?.name ?? elementId,
    type,
    startDate: (known?.startDate as string | null | undefined) ?? dateText(timestamp),
    ...ending(intent, timestamp),
    hasIncident: known?.hasIncident ?? false,
    elementInstanceScopeKey: keyText(scopeKey),
  });
}

function ending(intent: string, timestamp: number): { state: string; endDate: string | null } {
  const state = STATES[intent];
  return { state: state ?? 'ACTIVE', endDate: state === undefined ? null : dateText(timestamp) };
}
