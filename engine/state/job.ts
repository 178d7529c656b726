import type { JobKind, ListenerEventType } from '../processor/commands.ts';
import { rowCodec } from './row.ts';

/**
 * ACTIVATABLE: in the index by type. ACTIVATED: locked until `dueAt`. BACKING_OFF: activatable at `dueAt`. FAILED: no retries.
 * ERROR_THROWN: a BPMN error that nothing caught; both wait for their incident.
 */
export type JobState = 'ACTIVATABLE' | 'ACTIVATED' | 'BACKING_OFF' | 'FAILED' | 'ERROR_THROWN';

export interface Job {
  readonly key: number;
  readonly type: string;
  readonly kind: JobKind;
  readonly event: ListenerEventType;
  /** Which of the element's listeners of that event; 0 for the element's own job. */
  readonly listenerIndex: number;
  state: JobState;
  retries: number;
  /** Epoch ms; 0 when the state has no end. */
  dueAt: number;
  worker: string;
  readonly elementInstanceKey: number;
  readonly elementId: string;
  readonly processInstanceKey: number;
  readonly definitionKey: number;
}

const KINDS: readonly JobKind[] = [
  'BPMN_ELEMENT',
  'EXECUTION_LISTENER',
  'TASK_LISTENER',
  'AD_HOC_SUB_PROCESS',
];
const STATES: readonly JobState[] = ['ACTIVATABLE', 'ACTIVATED', 'BACKING_OFF', 'FAILED', 'ERROR_THROWN'];
const EVENTS: readonly ListenerEventType[] = [
  'UNSPECIFIED',
  'START',
  'END',
  'CREATING',
  'ASSIGNING',
  'UPDATING',
  'COMPLETING',
  'CANCELING',
];

export const jobCodec = rowCodec<Job>(
  [
    'key',
    'type',
    'kind',
    'event',
    'listenerIndex',
    'state',
    'retries',
    'dueAt',
    'worker',
    'elementInstanceKey',
    'elementId',
    'processInstanceKey',
    'definitionKey',
  ],
  {
    keys: ['key', 'elementInstanceKey', 'processInstanceKey', 'definitionKey'],
    words: { kind: KINDS, event: EVENTS, state: STATES },
  },
);
