import type { Variables } from '../processor/commands.ts';
import type { BpmnElementType } from '../model/graph.ts';
import { rowCodec } from './row.ts';

export type ElementState = 'ACTIVATING' | 'ACTIVATED' | 'COMPLETING' | 'TERMINATING';

/** What an instance waits for besides its own work; closed when it ends. */
export interface OpenSubscription {
  readonly kind: 'timer' | 'message' | 'signal';
  readonly key: number;
  /** The element that is entered when it fires: the instance's own, a boundary event, an event subprocess's start. */
  readonly elementId: string;
}

/** An event that has happened to an instance, with the variables it brought. */
export interface Trigger {
  /** The element that is entered: see OpenSubscription. */
  readonly elementId: string;
  readonly variables: Variables;
}

/** Progress of a multi-instance body; of its inner instances only `counter`. */
export interface LoopState {
  /** Body: how many inner instances were started. Inner instance: its loopCounter, from 1. */
  readonly counter: number;
  readonly completed: number;
  readonly terminated: number;
  readonly total: number;
}

/** An activity that has completed and may be compensated. */
export interface Compensable {
  readonly elementId: string;
  /** Subprocesses and multi-instances: their locals at their end, which the handler sees. */
  readonly variables: Variables;
  /** Subprocesses and multi-instances: what may be compensated of what is in them. */
  readonly inside: readonly Compensable[];
}

/** What only a process instance has. */
export interface ProcessData {
  /** Element instance of the call activity; 0 for a root process instance. */
  readonly parentElementInstanceKey: number;
  readonly parentProcessInstanceKey: number;
  readonly tags: readonly string[];
  /** The correlation key of the message that started it, while no other may be started by that key. */
  readonly startedByCorrelationKey: string | null;
  /** How many call activities are above it. */
  readonly depth: number;
  /** Who waits for its end; null for nobody. */
  readonly awaitedBy: AwaitedCompletion | null;
  /** Where it starts once its start listeners are done, instead of at its start event; null for there. */
  readonly startElementIds: readonly string[] | null;
}

/** A command that is answered when its process instance has completed. */
export interface AwaitedCompletion {
  readonly requestId: string;
  /** Names of the variables to answer; empty: all. */
  readonly fetchVariables: readonly string[];
}

/** A live instance of a BPMN element: a token with its place. Ended instances leave nothing but records. */
export interface ElementInstance {
  readonly key: number;
  readonly elementId: string;
  readonly type: BpmnElementType;
  state: ElementState;
  readonly definitionKey: number;
  readonly processInstanceKey: number;
  /** The enclosing scope or multi-instance body; 0 for a process instance. */
  readonly scopeKey: number;
  /** Scopes: tokens inside, be they instances, steps to come, or waiting at a joining gateway. */
  tokens: number;
  /** Scopes: tokens that wait at a joining gateway: gateway id to flow id to number. */
  joins: Record<string, Record<string, number>> | null;
  /** Scopes: an event has ended the regular flow inside; tokens that still move are dropped. */
  interrupted: boolean;
  jobKey: number;
  userTaskKey: number;
  subscriptions: readonly OpenSubscription[] | null;
  incidentKeys: readonly number[] | null;
  /** What brought this instance about or completes it: its variables are mapped when it completes. */
  trigger: Trigger | null;
  /** What is entered once this instance (boundary) or what is in it (event subprocess) has been terminated. */
  pending: Trigger | null;
  loop: LoopState | null;
  /** Call activities: the called process instance. */
  calledKey: number;
  process: ProcessData | null;
  /** Scopes: the activities inside that may be compensated, in the order of their ends. */
  compensable: readonly Compensable[] | null;
  /** Compensation handlers: the event that waits for their end; 0 for none. */
  readonly compensatesFor: number;
  /** Epoch ms. */
  readonly startedAt: number;
}

const TYPES: readonly BpmnElementType[] = [
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
];

const STATES: readonly ElementState[] = ['ACTIVATING', 'ACTIVATED', 'COMPLETING', 'TERMINATING'];

const subscriptionCodec = rowCodec<OpenSubscription>(['kind', 'key', 'elementId'], {
  keys: ['key'],
  words: { kind: ['timer', 'message', 'signal'] },
});

const processDataCodec = rowCodec<ProcessData>(
  [
    'parentElementInstanceKey',
    'parentProcessInstanceKey',
    'tags',
    'depth',
    'startedByCorrelationKey',
    'awaitedBy',
    'startElementIds',
  ],
  { keys: ['parentElementInstanceKey', 'parentProcessInstanceKey'] },
);

export const elementInstanceCodec = rowCodec<ElementInstance>(
  [
    'key',
    'elementId',
    'type',
    'state',
    'definitionKey',
    'processInstanceKey',
    'scopeKey',
    'tokens',
    'interrupted',
    'jobKey',
    'userTaskKey',
    'calledKey',
    'startedAt',
    'subscriptions',
    'process',
    'incidentKeys',
    'trigger',
    'pending',
    'loop',
    'joins',
    'compensatesFor',
    'compensable',
  ],
  {
    keys: [
      'key',
      'definitionKey',
      'processInstanceKey',
      'scopeKey',
      'jobKey',
      'userTaskKey',
      'calledKey',
      'compensatesFor',
    ],
    words: { type: TYPES, state: STATES },
    objects: { process: processDataCodec },
    lists: { subscriptions: subscriptionCodec },
  },
);
