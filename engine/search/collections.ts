import type { Row } from './row.ts';

/**
 * How items are found by a field: by an entry for the value, by what they are in (the value is its key), or by the id of
 * the process definition whose key it is.
 */
export interface Indexed {
  readonly field: string;
  readonly by: 'entry' | 'container' | 'definition';
  /** Only for states that items leave again: few are in one. */
  readonly passing?: boolean;
}

/** Something that can be searched. Rows are in the order of their keys, which is the order in which they came about. */
export interface Collection {
  readonly name: CollectionName;
  /** The field that holds a row's key. */
  readonly keyField: string;
  readonly fields: readonly string[];
  /** Fields that answers leave out. */
  readonly hidden: readonly string[];
  /** Fields whose items are found without looking at all; the most selective first. */
  readonly indexed: readonly Indexed[];
  /** The field whose dates come in the order of the keys, as both are given when an item comes about. */
  readonly ordered: string | undefined;
  /** Fields whose values are dates. */
  readonly dates: readonly string[];
  /** What a filter may call a field besides its name. */
  readonly aliases: Readonly<Record<string, string>>;
}

export type CollectionName =
  | 'process-instances'
  | 'element-instances'
  | 'variables'
  | 'jobs'
  | 'incidents'
  | 'user-tasks'
  | 'message-subscriptions';

const NOTHING = { hidden: [], ordered: undefined, dates: [], aliases: {} } as const;

const entry = (field: string): Indexed => ({ field, by: 'entry' });
const container = (field: string): Indexed => ({ field, by: 'container' });
const passing = (field: string): Indexed => ({ field, by: 'entry', passing: true });

export const COLLECTIONS: Readonly<Record<CollectionName, Collection>> = {
  'process-instances': {
    ...NOTHING,
    name: 'process-instances',
    keyField: 'processInstanceKey',
    fields: [
      'processInstanceKey',
      'processDefinitionId',
      'processDefinitionName',
      'processDefinitionVersion',
      'processDefinitionVersionTag',
      'processDefinitionKey',
      'startDate',
      'endDate',
      'state',
      'hasIncident',
      'tenantId',
      'parentProcessInstanceKey',
      'parentElementInstanceKey',
      'tags',
    ],
    indexed: [
      entry('parentProcessInstanceKey'),
      container('parentElementInstanceKey'),
      entry('tags'),
      passing('state'),
      { field: 'processDefinitionKey', by: 'definition' },
      entry('processDefinitionId'),
      entry('state'),
    ],
    ordered: 'startDate',
    dates: ['startDate', 'endDate'],
  },
  'element-instances': {
    ...NOTHING,
    name: 'element-instances',
    keyField: 'elementInstanceKey',
    fields: [
      'elementInstanceKey',
      'processInstanceKey',
      'processDefinitionKey',
      'processDefinitionId',
      'elementId',
      'elementName',
      'type',
      'state',
      'hasIncident',
      'incidentKey',
      'startDate',
      'endDate',
      'tenantId',
      'elementInstanceScopeKey',
    ],
    hidden: ['elementInstanceScopeKey'],
    indexed: [container('processInstanceKey'), container('elementInstanceScopeKey'), entry('elementId')],
    dates: ['startDate', 'endDate'],
  },
  variables: {
    ...NOTHING,
    name: 'variables',
    keyField: 'variableKey',
    fields: ['variableKey', 'name', 'value', 'scopeKey', 'processInstanceKey', 'tenantId'],
    indexed: [container('scopeKey'), container('processInstanceKey'), entry('name')],
  },
  jobs: {
    ...NOTHING,
    name: 'jobs',
    keyField: 'jobKey',
    fields: [
      'jobKey',
      'type',
      'worker',
      'state',
      'kind',
      'listenerEventType',
      'retries',
      'isDenied',
      'deniedReason',
      'hasFailedWithRetriesLeft',
      'errorCode',
      'errorMessage',
      'customHeaders',
      'deadline',
      'endTime',
      'processDefinitionId',
      'processDefinitionKey',
      'processInstanceKey',
      'elementId',
      'elementInstanceKey',
      'tenantId',
    ],
    indexed: [container('elementInstanceKey'), container('processInstanceKey'), entry('type')],
    dates: ['deadline', 'endTime'],
  },
  incidents: {
    ...NOTHING,
    name: 'incidents',
    keyField: 'incidentKey',
    fields: [
      'incidentKey',
      'processDefinitionId',
      'processDefinitionKey',
      'processInstanceKey',
      'errorType',
      'errorMessage',
      'elementId',
      'elementInstanceKey',
      'creationTime',
      'state',
      'tenantId',
      'jobKey',
    ],
    indexed: [
      container('elementInstanceKey'),
      container('jobKey'),
      container('processInstanceKey'),
      entry('state'),
    ],
    ordered: 'creationTime',
    dates: ['creationTime'],
  },
  'user-tasks': {
    ...NOTHING,
    name: 'user-tasks',
    keyField: 'userTaskKey',
    fields: [
      'userTaskKey',
      'name',
      'state',
      'assignee',
      'elementId',
      'candidateGroups',
      'candidateUsers',
      'processDefinitionId',
      'creationDate',
      'completionDate',
      'followUpDate',
      'dueDate',
      'tenantId',
      'externalFormReference',
      'processDefinitionVersion',
      'customHeaders',
      'priority',
      'elementInstanceKey',
      'processName',
      'processDefinitionKey',
      'processInstanceKey',
      'formKey',
    ],
    indexed: [
      container('elementInstanceKey'),
      container('processInstanceKey'),
      entry('assignee'),
      entry('candidateUsers'),
      passing('state'),
      entry('candidateGroups'),
      entry('elementId'),
      entry('state'),
    ],
    ordered: 'creationDate',
    dates: ['creationDate', 'completionDate', 'followUpDate', 'dueDate'],
    aliases: { candidateGroup: 'candidateGroups', candidateUser: 'candidateUsers' },
  },
  'message-subscriptions': {
    ...NOTHING,
    name: 'message-subscriptions',
    keyField: 'messageSubscriptionKey',
    fields: [
      'messageSubscriptionKey',
      'processDefinitionId',
      'processDefinitionKey',
      'processInstanceKey',
      'elementId',
      'elementInstanceKey',
      'messageSubscriptionState',
      'lastUpdatedDate',
      'messageName',
      'correlationKey',
      'tenantId',
    ],
    indexed: [
      container('elementInstanceKey'),
      container('processInstanceKey'),
      entry('correlationKey'),
      entry('messageName'),
    ],
    dates: ['lastUpdatedDate'],
  },
};

/** A row as answers have it: without hidden fields and without what is not there. */
export function shown(collection: Collection, row: Row): Row {
  const item: Row = {};
  for (const [field, value] of Object.entries(row)) {
    if (value !== null && !collection.hidden.includes(field)) item[field] = value;
  }
  return item;
}
