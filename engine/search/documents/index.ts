import type { CollectionName } from '../collections.ts';
import type { DocumentKind } from './document.ts';
import { elementInstanceKind, type ElementInstanceDocument } from './element-instance.ts';
import { incidentKind, type IncidentDocument } from './incident.ts';
import { jobKind, type JobDocument } from './job.ts';
import { messageSubscriptionKind, type MessageSubscriptionDocument } from './message-subscription.ts';
import { processInstanceKind, type ProcessInstanceDocument } from './process-instance.ts';
import { userTaskKind, type UserTaskDocument } from './user-task.ts';
import { variableKind, type VariableDocument } from './variable.ts';

export type { DocumentKind } from './document.ts';
export type { RunState } from './process-instance.ts';
export { contentOf } from './variable.ts';

/** What the index keeps of an item, by collection. */
export interface Documents {
  'process-instances': ProcessInstanceDocument;
  'element-instances': ElementInstanceDocument;
  variables: VariableDocument;
  jobs: JobDocument;
  incidents: IncidentDocument;
  'user-tasks': UserTaskDocument;
  'message-subscriptions': MessageSubscriptionDocument;
}

export const KINDS: { readonly [C in CollectionName]: DocumentKind<Documents[C]> } = {
  'process-instances': processInstanceKind,
  'element-instances': elementInstanceKind,
  variables: variableKind,
  jobs: jobKind,
  incidents: incidentKind,
  'user-tasks': userTaskKind,
  'message-subscriptions': messageSubscriptionKind,
};

/** Any collection's kind, for code that treats all alike. */
export function kindOf(collection: CollectionName): DocumentKind<Documents[CollectionName]> {
  return KINDS[collection] as DocumentKind<Documents[CollectionName]>;
}
