import type { ElementNode } from '../../model/graph.ts';
import { dateText, keyText, type Changes } from '../changes.ts';
import type { Row } from '../row.ts';
import type { LogEvent, Projection } from './projection.ts';

/** JOB: each job with what became of it. */
export const job: Projection = (changes, event) => {
  if (event.intent === 'CREATED') created(changes, event);
  else {
    const fields = fieldsOf(event);
    if (fields !== undefined) changes.update('jobs', event.key, fields);
  }
};

/** JOB_BATCH: who took the jobs, and until when. */
export const jobBatch: Projection = (changes, { value }) => {
  const [, worker, keys, deadline] = value as [string, string, readonly number[], number];
  for (const key of keys) changes.update('jobs', key, { worker, deadline: dateText(deadline) });
};

function created(changes: Changes, { key, value }: LogEvent): void {
  const [type, kind, elementId, elementInstanceKey, processInstanceKey, event, retries] = value as [
    string,
    string,
    string,
    number,
    number,
    string,
    number,
  ];
  const process = changes.processOf(processInstanceKey);
  const node = changes.node(Number(process.processDefinitionKey ?? 0), elementId);
  changes.set('jobs', key, {
    ...process,
    type,
    worker: '',
    state: 'CREATED',
    kind,
    listenerEventType: event,
    retries,
    hasFailedWithRetriesLeft: false,
    customHeaders: headersOf(node, kind),
    elementId,
    elementInstanceKey: keyText(elementInstanceKey),
  });
}

function headersOf(node: ElementNode | undefined, kind: string): Readonly<Record<string, string>> {
  if (kind === 'TASK_LISTENER') return node?.userTask?.headers ?? {};
  return kind === 'EXECUTION_LISTENER' ? {} : (node?.job?.headers ?? {});
}

function fieldsOf({ intent, value, timestamp }: LogEvent): Row | undefined {
  switch (intent) {
    case 'COMPLETED':
    case 'CANCELED':
      return { state: intent, endTime: dateText(timestamp), hasFailedWithRetriesLeft: false };
    case 'FAILED': {
      const [, , retries, errorMessage] = value as [string, string, number, string];
      return { state: intent, retries, errorMessage, hasFailedWithRetriesLeft: retries > 0, deadline: null };
    }
    case 'ERROR_THROWN': {
      const [, , errorCode, errorMessage] = value as [string, string, string, string];
      return { state: intent, errorCode, errorMessage, endTime: dateText(timestamp) };
    }
    case 'RETRIES_UPDATED':
      return { state: intent, retries: value[1] as number };
    case 'TIMED_OUT':
      return { state: intent, deadline: null };
    case 'TIMEOUT_UPDATED':
      return { deadline: dateText(value[1] as number) };
    default:
      return undefined;
  }
}
