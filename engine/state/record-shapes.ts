/**
 * What stands at a place of a record's value, by which the log keeps it shorter than it is: a key (near the record's own), the
 * key of the process instance, of the scope, of the definition, several keys, or an instant. Words are kept as their
 * numbers; anything else as it is.
 */
export type Role = 'any' | 'key' | 'instance' | 'scope' | 'definition' | 'keys' | 'time' | readonly string[];

/** How records of one kind are kept. */
export interface RecordShape {
  readonly valueType: string;
  readonly intent: string;
  /** By the places of the value. What is behind them is kept as it is. */
  readonly roles: readonly Role[];
}

/** New words go to the end. */
const ELEMENT_TYPES = [
  'PROCESS',
  'SUB_PROCESS',
  'EVENT_SUB_PROCESS',
  'AD_HOC_SUB_PROCESS',
  'START_EVENT',
  'INTERMEDIATE_CATCH_EVENT',
  'INTERMEDIATE_THROW_EVENT',
  'BOUNDARY_EVENT',
  'END_EVENT',
  'SERVICE_TASK',
  'SEND_TASK',
  'RECEIVE_TASK',
  'USER_TASK',
  'MANUAL_TASK',
  'TASK',
  'BUSINESS_RULE_TASK',
  'SCRIPT_TASK',
  'CALL_ACTIVITY',
  'EXCLUSIVE_GATEWAY',
  'INCLUSIVE_GATEWAY',
  'PARALLEL_GATEWAY',
  'EVENT_BASED_GATEWAY',
  'MULTI_INSTANCE_BODY',
  'AD_HOC_SUB_PROCESS_INNER_INSTANCE',
] as const;
const JOB_KINDS = ['BPMN_ELEMENT', 'EXECUTION_LISTENER', 'TASK_LISTENER', 'AD_HOC_SUB_PROCESS'] as const;
const JOB_EVENTS = [
  'UNSPECIFIED',
  'START',
  'END',
  'CREATING',
  'ASSIGNING',
  'UPDATING',
  'COMPLETING',
  'CANCELING',
] as const;

const ELEMENT: readonly Role[] = ['any', ELEMENT_TYPES, 'instance', 'definition', 'scope', 'key', 'key'];
const VARIABLE: readonly Role[] = ['any', 'any', 'key', 'instance'];
const HOSTED: readonly Role[] = ['any', 'key'];
const PLAIN: readonly Role[] = [];

/**
 * The records that are kept short, by their numbers: a new one goes to the end, and one that was ever written stays as it is.
 * Others are kept too, with their names.
 */
export const RECORD_SHAPES: readonly RecordShape[] = (
  [
    ['PROCESS_INSTANCE', 'ELEMENT_ACTIVATING', ELEMENT],
    ['PROCESS_INSTANCE', 'ELEMENT_ACTIVATED', ELEMENT],
    ['PROCESS_INSTANCE', 'ELEMENT_COMPLETED', ELEMENT],
    ['PROCESS_INSTANCE', 'ELEMENT_TERMINATED', ELEMENT],
    ['PROCESS_INSTANCE', 'ELEMENT_MIGRATED', ELEMENT],
    ['PROCESS_INSTANCE', 'SEQUENCE_FLOW_TAKEN', ['any', 'instance']],
    ['VARIABLE', 'CREATED', VARIABLE],
    ['VARIABLE', 'UPDATED', VARIABLE],
    ['JOB', 'CREATED', ['any', JOB_KINDS, 'any', 'key', 'instance', JOB_EVENTS, 'any']],
    ['JOB', 'COMPLETED', PLAIN],
    ['JOB', 'CANCELED', ['any', 'any', 'key']],
    ['JOB', 'FAILED', PLAIN],
    ['JOB', 'TIMED_OUT', PLAIN],
    ['JOB_BATCH', 'ACTIVATED', ['any', 'any', 'keys', 'time']],
    ['TIMER', 'CREATED', ['any', 'key', 'time']],
    ['TIMER', 'TRIGGERED', HOSTED],
    ['TIMER', 'CANCELED', HOSTED],
    ['USER_TASK', 'CREATING', ['any', 'key', 'instance']],
    ['USER_TASK', 'CREATED', PLAIN],
    ['USER_TASK', 'ASSIGNED', PLAIN],
    ['USER_TASK', 'UPDATED', PLAIN],
    ['USER_TASK', 'COMPLETED', PLAIN],
    ['USER_TASK', 'CANCELED', PLAIN],
    ['PROCESS_MESSAGE_SUBSCRIPTION', 'CREATED', ['any', 'any', 'any', 'key', 'instance']],
    ['PROCESS_MESSAGE_SUBSCRIPTION', 'CORRELATED', ['any', 'key', 'any']],
    ['PROCESS_MESSAGE_SUBSCRIPTION', 'DELETED', PLAIN],
    ['MESSAGE', 'PUBLISHED', PLAIN],
    ['MESSAGE', 'EXPIRED', PLAIN],
    ['SIGNAL_SUBSCRIPTION', 'CREATED', ['any', 'any', 'key']],
    ['SIGNAL_SUBSCRIPTION', 'DELETED', PLAIN],
    ['INCIDENT', 'CREATED', ['any', 'any', 'any', 'key', 'instance', 'key']],
    ['INCIDENT', 'RESOLVED', PLAIN],
    ['DECISION_EVALUATION', 'EVALUATED', PLAIN],
  ] as const
).map(([valueType, intent, roles]) => ({ valueType, intent, roles }));
