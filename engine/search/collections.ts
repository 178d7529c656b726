import type { Row } from './row.ts';

/** Something that can be searched. Rows are in the order of their keys, which is the order in which they came about. */
export interface Collection {
  readonly name: CollectionName;
  /** The field that holds a row's key. */
  readonly keyField: string;
  /** In the order in which they are stored: a new one goes to the end. */
  readonly fields: readonly string[];
  /** Fields that answers leave out. */
  readonly hidden: readonly string[];
  /** Fields whose rows are found by value without looking at all; the most selective first. Lists count by item. */
  readonly indexed: readonly string[];
  /** Indexed fields with a date in every row: sorting by one walks its index. */
  readonly ordered: readonly string[];
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

const NOTHING = { hidden: [], ordered: [], dates: [], aliases: {} } as const;

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
      'openIncidents',
    ],
    hidden: ['openIncidents'],
    indexed: [
      'parentProcessInstanceKey',
      'parentElementInstanceKey',
      'tags',
      'processDefinitionKey',
      'processDefinitionId',
      'state',
      'startDate',
      'endDate',
    ],
    ordered: ['startDate'],
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
    indexed: ['processInstanceKey', 'elementId'],
    dates: ['startDate', 'endDate'],
  },
  variables: {
    ...NOTHING,
    name: 'variables',
    keyField: 'variableKey',
    fields: ['variableKey', 'name', 'value', 'scopeKey', 'processInstanceKey', 'tenantId', 'content'],
    hidden: ['content'],
    indexed: ['scopeKey', 'content', 'processInstanceKey', 'name'],
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
    indexed: ['elementInstanceKey', 'processInstanceKey', 'type'],
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
    indexed: ['elementInstanceKey', 'jobKey', 'processInstanceKey', 'state', 'creationTime'],
    ordered: ['creationTime'],
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
      'elementInstanceKey',
      'processInstanceKey',
      'assignee',
      'candidateUsers',
      'candidateGroups',
      'state',
      'elementId',
      'creationDate',
    ],
    ordered: ['creationDate'],
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
    indexed: ['elementInstanceKey', 'processInstanceKey', 'correlationKey', 'messageName'],
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
