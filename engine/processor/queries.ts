import { DateTime } from 'luxon';
import type { ElementNode } from '../model/graph.ts';
import {
  formatKey,
  type Definition,
  type ElementInstance,
  type Incident,
  type State,
  type UserTask,
} from '../state/index.ts';
import type {
  ElementInstanceView,
  IncidentView,
  Key,
  ProcessInstanceView,
  Queries,
  UserTaskView,
} from './commands.ts';
import type { Definitions } from './definitions.ts';
import { toDeployedProcess } from './deployed-items.ts';

/** Reads of what is committed. A definition that is not in memory answers without what only its model knows. */
export function createQueries(state: State, definitions: Definitions): Queries {
  const definitionOf = (key: number): Definition | undefined => state.definitions.peek(key);
  const nodeOf = (entry: {
    readonly definitionKey: number;
    readonly elementId: string;
  }): ElementNode | undefined => {
    const { definitionKey, elementId } = entry;
    if (definitions.has(definitionKey)) return definitions.process(definitionKey).elements.get(elementId);
    // The next read finds it; that it can't be compiled is told by the command that needs it.
    definitions.load(definitionKey).catch(() => undefined);
    return undefined;
  };
  const hasIncidents = (processInstanceKey: number): boolean => {
    const [first] = state.instanceIncidents.peekScan([processInstanceKey]);
    return first !== undefined;
  };

  const taskView = (task: UserTask): UserTaskView => {
    const definition = definitionOf(task.definitionKey);
    const node = nodeOf(task);
    return {
      key: formatKey(task.key),
      state: task.state,
      name: node?.name ?? task.elementId,
      elementId: task.elementId,
      elementInstanceKey: formatKey(task.elementInstanceKey),
      processInstanceKey: formatKey(task.processInstanceKey),
      processDefinitionKey: formatKey(task.definitionKey),
      processId: definition?.id ?? '',
      processVersion: definition?.version ?? 0,
      ...task.attributes,
      formKey: keyOrNull(task.formKey),
      externalFormReference: task.externalFormReference,
      customHeaders: node?.userTask?.headers ?? {},
      creationDate: isoDate(task.createdAt),
      completionDate: null,
    };
  };

  const elementView = (instance: ElementInstance): ElementInstanceView => ({
    key: formatKey(instance.key),
    elementId: instance.elementId,
    elementName: nodeOf(instance)?.name ?? instance.elementId,
    type: instance.type,
    state: 'ACTIVE',
    startDate: isoDate(instance.startedAt),
    processInstanceKey: formatKey(instance.processInstanceKey),
    processDefinitionKey: formatKey(instance.definitionKey),
    processId: definitionOf(instance.definitionKey)?.id ?? '',
    hasIncident: instance.incidentKeys !== null,
  });

  const processView = (root: ElementInstance): ProcessInstanceView | undefined => {
    const definition = definitionOf(root.definitionKey);
    if (root.process === null || definition === undefined) return undefined;
    return {
      key: formatKey(root.key),
      processId: definition.id,
      version: definition.version,
      versionTag: definition.versionTag,
      processDefinitionKey: formatKey(definition.key),
      processName: definition.name,
      startDate: isoDate(root.startedAt),
      state: 'ACTIVE',
      hasIncident: hasIncidents(root.key),
      parentProcessInstanceKey: keyOrNull(root.process.parentProcessInstanceKey),
      parentElementInstanceKey: keyOrNull(root.process.parentElementInstanceKey),
      tags: root.process.tags,
    };
  };

  const incidentView = (incident: Incident): IncidentView => ({
    key: formatKey(incident.key),
    errorType: incident.type,
    errorMessage: incident.message,
    processInstanceKey: formatKey(incident.processInstanceKey),
    processDefinitionKey: formatKey(incident.definitionKey),
    processId: definitionOf(incident.definitionKey)?.id ?? '',
    elementId: incident.elementId,
    elementInstanceKey: formatKey(incident.elementInstanceKey),
    jobKey: keyOrNull(incident.jobKey),
    creationTime: isoDate(incident.createdAt),
    state: 'ACTIVE',
  });

  return {
    userTask: (key) => map(at(key, state.userTasks), taskView),
    userTaskForm: (key) => {
      const task = at(key, state.userTasks);
      const form = task === undefined || task.formKey === 0 ? undefined : definitionOf(task.formKey);
      const schema = form && state.resources.peek(form.checksum);
      if (form === undefined || schema === undefined) return undefined;
      return { formKey: formatKey(form.key), formId: form.id, version: form.version, schema };
    },
    processInstance: (key) => map(at(key, state.instances), processView),
    elementInstance: (key) => map(at(key, state.instances), elementView),
    activeElements: (processInstanceKey, limit) => {
      const found: ElementInstanceView[] = [];
      for (const instance of descendants(state, Number(processInstanceKey))) {
        found.push(elementView(instance));
        if (found.length >= limit) break;
      }
      return found.sort((a, b) => Number(a.key) - Number(b.key));
    },
    incident: (key) => map(at(key, state.incidents), incidentView),
    incidents: (processInstanceKey, limit) => {
      const views: IncidentView[] = [];
      const prefix = processInstanceKey === null ? [] : [Number(processInstanceKey)];
      for (const [key] of state.instanceIncidents.peekScan(prefix)) {
        const incident = state.incidents.peek(key[1] as number);
        if (incident !== undefined) views.push(incidentView(incident));
        if (views.length >= limit) break;
      }
      return views;
    },
    processDefinition: (key) => {
      const definition = at(key, state.definitions);
      return definition?.kind === 'process' ? toDeployedProcess(definition) : undefined;
    },
    processXml: (key) => {
      const definition = at(key, state.definitions);
      return definition?.kind === 'process' ? state.resources.peek(definition.checksum) : undefined;
    },
    processDefinitions: (limit) => {
      const views = [];
      for (const [key, definitionKey] of state.versions.peekScan(['process'])) {
        if (views.length >= limit) break;
        const definition = state.definitions.peek(definitionKey);
        if (definition !== undefined && key.length === 3) views.push(toDeployedProcess(definition));
      }
      return views.sort((a, b) =>
        a.processId === b.processId ? b.version - a.version : a.processId < b.processId ? -1 : 1,
      );
    },
    activity: () => ({
      jobs: state.jobs.count(),
      incidents: state.incidents.count(),
      userTasks: state.userTasks.count(),
      continuations: state.continuations.count(),
      nextTimerAt: nextTimerAt(state),
    }),
  };
}

function nextTimerAt({ due }: State): number | null {
  for (const [[dueAt], kind] of due.peekScan([])) {
    if (kind === 'timer' && typeof dueAt === 'number') return dueAt;
  }
  return null;
}

/** Instances inside of a scope, at any depth. */
function* descendants(state: State, scopeKey: number): Iterable<ElementInstance> {
  for (const [key] of state.children.peekScan([scopeKey])) {
    const instance = state.instances.peek(key[1] as number);
    if (instance === undefined) continue;
    yield instance;
    yield* descendants(state, instance.key);
  }
}

function at<T>(key: Key, table: { peek(key: number): T | undefined }): T | undefined {
  const number = /^\d{1,19}$/.test(key) ? Number(key) : Number.NaN;
  return Number.isSafeInteger(number) ? table.peek(number) : undefined;
}

function map<T, U>(value: T | undefined, view: (value: T) => U): U | undefined {
  return value === undefined ? undefined : view(value);
}

function keyOrNull(key: number): Key | null {
  return key === 0 ? null : formatKey(key);
}

function isoDate(epochMs: number): string {
  return DateTime.fromMillis(epochMs, { zone: 'utc' }).toISO() ?? '';
}
