import type { Changes } from '../changes.ts';
import { keyIn, type LogEvent, type Projection } from './projection.ts';

/** INCIDENT: each incident, and the mark on the instances that it holds up. */
export const incident: Projection = (changes, event) => {
  if (event.intent === 'CREATED') created(changes, event);
  else if (event.intent === 'RESOLVED') resolved(changes, event.key);
};

function created(changes: Changes, { key, value, timestamp }: LogEvent): void {
  const [errorType, errorMessage, elementId, elementInstanceKey, processInstanceKey, jobKey] = value as [
    string,
    string,
    string,
    number,
    number,
    number,
  ];
  const instance = keyIn(processInstanceKey);
  const elementInstance = keyIn(elementInstanceKey);
  changes.add('incidents', key, {
    errorType,
    errorMessage,
    element: changes.elementIn(instance, elementId),
    elementInstance,
    instance,
    createdAt: timestamp,
    state: 'ACTIVE',
    job: keyIn(jobKey),
  });
  const element = changes.get('element-instances', elementInstance);
  if (element !== undefined) element.incident = key;
  mark(changes, instance, (open) => [...open.filter((other) => other !== key), key]);
}

function resolved(changes: Changes, key: number): void {
  const document = changes.get('incidents', key);
  if (document === undefined) return;
  document.state = 'RESOLVED';
  const element = changes.get('element-instances', document.elementInstance);
  if (element?.incident === key) element.incident = 0;
  mark(changes, document.instance, (open) => open.filter((other) => other !== key));
}

function mark(
  changes: Changes,
  instance: number,
  change: (open: readonly number[]) => readonly number[],
): void {
  const root = changes.get('process-instances', instance);
  if (root === undefined) return;
  const open = change(root.incidents ?? []);
  root.incidents = open.length === 0 ? null : open;
}
