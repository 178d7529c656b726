import type { UserTaskAttributes } from '../../state/index.ts';
import type { Changes } from '../changes.ts';
import { keyIn, type LogEvent, type Projection } from './projection.ts';

/** USER_TASK: each user task with its attributes and its end. */
export const userTask: Projection = (changes, event) => {
  const { intent, key, value, timestamp } = event;
  if (intent === 'CREATING') {
    creating(changes, event);
    return;
  }
  const document = changes.get('user-tasks', key);
  if (document === undefined) return;
  const attributes = value[2] as UserTaskAttributes | undefined;
  if (attributes !== undefined && !intent.endsWith('_DENIED')) document.attributes = attributes;
  const ended = intent === 'COMPLETED' || intent === 'CANCELED';
  document.state = ended ? intent : 'CREATED';
  if (ended) document.completedAt = timestamp;
};

function creating(changes: Changes, { key, value, timestamp }: LogEvent): void {
  const [elementId, elementInstanceKey, processInstanceKey, attributes, formKey, externalFormReference] =
    value as [string, number, number, UserTaskAttributes, number, string | null];
  const instance = keyIn(processInstanceKey);
  const elementInstance = keyIn(elementInstanceKey);
  changes.add('user-tasks', key, {
    element: changes.elementIn(instance, elementId),
    elementInstance,
    instance,
    state: 'CREATING',
    attributes,
    createdAt: timestamp,
    completedAt: null,
    form: keyIn(formKey),
    externalFormReference,
  });
  const element = changes.get('element-instances', elementInstance);
  if (element === undefined) changes.userTasks.set(elementInstance, key);
  else element.userTask = key;
}
