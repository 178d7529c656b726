import type { Step } from './step.ts';
import { rowCodec } from './row.ts';

export type IncidentType =
  | 'JOB_NO_RETRIES'
  | 'TASK_LISTENER_NO_RETRIES'
  | 'EXECUTION_LISTENER_NO_RETRIES'
  | 'IO_MAPPING_ERROR'
  | 'CONDITION_ERROR'
  | 'EXTRACT_VALUE_ERROR'
  | 'CALLED_ELEMENT_ERROR'
  | 'CALLED_DECISION_ERROR'
  | 'DECISION_EVALUATION_ERROR'
  | 'UNHANDLED_ERROR_EVENT'
  | 'FORM_NOT_FOUND'
  | 'RESOURCE_NOT_FOUND'
  | 'MESSAGE_SIZE_EXCEEDED';

/** Why a token stands still until someone resolves it. */
export interface Incident {
  readonly key: number;
  readonly type: IncidentType;
  readonly message: string;
  readonly processInstanceKey: number;
  readonly definitionKey: number;
  readonly elementId: string;
  readonly elementInstanceKey: number;
  /** The job that has no retries; 0 for none. */
  readonly jobKey: number;
  /** What is tried again when it is resolved; null for jobs, which become activatable. */
  readonly retry: Step | null;
  /** Epoch ms. */
  readonly createdAt: number;
}

export const incidentCodec = rowCodec<Incident>([
  'key',
  'type',
  'message',
  'processInstanceKey',
  'definitionKey',
  'elementId',
  'elementInstanceKey',
  'jobKey',
  'retry',
  'createdAt',
]);
