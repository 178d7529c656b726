import { rowCodec } from '../../state/index.ts';
import { dateTextOrNull, keyText, packedKeyText, TENANT } from '../texts.ts';
import { termsOf } from '../terms.ts';
import type { DocumentKind } from './document.ts';

export interface JobDocument {
  readonly type: string;
  worker: string;
  state: string;
  readonly kind: string;
  readonly event: string;
  retries: number;
  readonly element: number;
  readonly elementInstance: number;
  readonly instance: number;
  deadline: number | null;
  endedAt: number | null;
  failedWithRetriesLeft: boolean;
  errorCode: string | null;
  errorMessage: string | null;
}

const STATES = ['CREATED', 'COMPLETED', 'CANCELED', 'FAILED', 'ERROR_THROWN', 'RETRIES_UPDATED', 'TIMED_OUT'];
const KINDS = ['BPMN_ELEMENT', 'EXECUTION_LISTENER', 'TASK_LISTENER', 'AD_HOC_SUB_PROCESS'];
const EVENTS = [
  'UNSPECIFIED',
  'START',
  'END',
  'CREATING',
  'ASSIGNING',
  'UPDATING',
  'COMPLETING',
  'CANCELING',
];

export const jobKind: DocumentKind<JobDocument> = {
  codec: rowCodec<JobDocument>(
    [
      'type',
      'worker',
      'state',
      'kind',
      'event',
      'retries',
      'element',
      'elementInstance',
      'instance',
      'failedWithRetriesLeft',
      'deadline',
      'endedAt',
      'errorCode',
      'errorMessage',
    ],
    { words: { state: STATES, kind: KINDS, event: EVENTS } },
  ),
  terms: ({ type }) => termsOf('jobs', { type }),
  instanceOf: ({ instance }) => instance,
  row: (key, document, names) => {
    const { elementId, process, jobHeaders, taskHeaders } = names.element(document.element);
    const { kind } = document;
    return {
      jobKey: keyText(key),
      type: document.type,
      worker: document.worker,
      state: document.state,
      kind,
      listenerEventType: document.event,
      retries: document.retries,
      isDenied: null,
      deniedReason: null,
      hasFailedWithRetriesLeft: document.failedWithRetriesLeft,
      errorCode: document.errorCode,
      errorMessage: document.errorMessage,
      customHeaders:
        (kind === 'TASK_LISTENER' ? taskHeaders : kind === 'EXECUTION_LISTENER' ? null : jobHeaders) ?? {},
      deadline: dateTextOrNull(document.deadline),
      endTime: dateTextOrNull(document.endedAt),
      ...process,
      processInstanceKey: packedKeyText(document.instance),
      elementId,
      elementInstanceKey: packedKeyText(document.elementInstance),
      tenantId: TENANT,
    };
  },
};
