import { definitionCodec, type Definition } from './definition.ts';
import { elementInstanceCodec, type ElementInstance } from './element-instance.ts';
import { incidentCodec, type Incident } from './incident.ts';
import { jobCodec, type Job } from './job.ts';
import { messageCodec, messageSubscriptionCodec, type Message, type MessageSubscription } from './message.ts';
import type { OrderedIndex } from './ordered-index.ts';
import { plainCodec } from './row.ts';
import { signalSubscriptionCodec, type SignalSubscription } from './signal.ts';
import type { Step } from './step.ts';
import type { Store } from './store.ts';
import type { Table } from './table.ts';
import { timerCodec, type Timer } from './timer.ts';
import { userTaskCodec, type UserTask } from './user-task.ts';
import { isShort, variableScopeCodec, type VariableScope } from './variable-scope.ts';

/** What comes due: kinds of the due index. */
export type DueKind = 'timer' | 'job' | 'message';

/** Everything that the engine knows, in the store. The key of an index is in the comment. */
export interface State {
  readonly instances: Table<number, ElementInstance>;
  /** [scope key, instance key] → 1 */
  readonly children: OrderedIndex;
  readonly variables: Table<number, VariableScope>;
  readonly jobs: Table<number, Job>;
  /** [job type, job key] → 1 */
  readonly activatable: OrderedIndex;
  /** [epoch ms, key] → DueKind */
  readonly due: OrderedIndex<DueKind>;
  readonly timers: Table<number, Timer>;
  /** [definition key, timer key] → 1: timers that start a process */
  readonly startTimers: OrderedIndex;
  readonly messages: Table<number, Message>;
  /** [name, correlation key, message key] → 1 */
  readonly buffered: OrderedIndex;
  /** [name, correlation key, message id] → message key */
  readonly messageIds: OrderedIndex<number>;
  readonly messageSubscriptions: Table<number, MessageSubscription>;
  /** [name, correlation key, subscription key] → 1 */
  readonly waiting: OrderedIndex;
  /** [message name, process id, element id] → definition key: processes that a message starts */
  readonly messageStarts: OrderedIndex<number>;
  /** [process id, correlation key] → process instance key: started by a message, and active */
  readonly startLocks: OrderedIndex<number>;
  readonly signalSubscriptions: Table<number, SignalSubscription>;
  /** [name, subscription key] → 1 */
  readonly signalWaiting: OrderedIndex;
  /** [signal name, process id, element id] → definition key: processes that a signal starts */
  readonly signalStarts: OrderedIndex<number>;
  readonly userTasks: Table<number, UserTask>;
  readonly incidents: Table<number, Incident>;
  /** [process instance key, incident key] → 1 */
  readonly instanceIncidents: OrderedIndex;
  readonly definitions: Table<number, Definition>;
  /** [kind, id] → key of the latest version */
  readonly latest: OrderedIndex<number>;
  /** [kind, id, version] → key */
  readonly versions: OrderedIndex<number>;
  /** [kind, id, version tag] → key */
  readonly versionTags: OrderedIndex<number>;
  /** [deployment key, kind, id] → key: what a deployment brought, or found unchanged */
  readonly deployed: OrderedIndex<number>;
  /** [kind, id] → the highest version that was deleted: a version is never given twice */
  readonly deletedVersions: OrderedIndex<number>;
  /** [definition key] → number of its process instances that run */
  readonly running: OrderedIndex<number>;
  /** checksum → text of the resource */
  readonly resources: Table<string, string>;
  /** Steps that a command left over for another: key → steps */
  readonly continuations: Table<number, readonly Step[]>;
}

/** Whether an instance carries no variables of its own, which may be long. */
function isSmall({ trigger, pending, compensable }: ElementInstance): boolean {
  return trigger === null && pending === null && compensable === null;
}

/** Opens the databases of the state. */
export function openState(store: Store): State {
  return {
    instances: store.table('instances', elementInstanceCodec, { isKept: isSmall }),
    children: store.index('children'),
    variables: store.table('variables', variableScopeCodec, { compressed: true, isKept: isShort }),
    jobs: store.table('jobs', jobCodec),
    activatable: store.index('activatable'),
    due: store.index('due'),
    timers: store.table('timers', timerCodec),
    startTimers: store.index('startTimers'),
    messages: store.table('messages', messageCodec, { compressed: true, isKept: () => false }),
    buffered: store.index('buffered'),
    messageIds: store.index('messageIds'),
    messageSubscriptions: store.table('messageSubscriptions', messageSubscriptionCodec),
    waiting: store.index('waiting'),
    messageStarts: store.index('messageStarts'),
    startLocks: store.index('startLocks'),
    signalSubscriptions: store.table('signalSubscriptions', signalSubscriptionCodec),
    signalWaiting: store.index('signalWaiting'),
    signalStarts: store.index('signalStarts'),
    userTasks: store.table('userTasks', userTaskCodec, { isKept: ({ transition }) => transition === null }),
    incidents: store.table('incidents', incidentCodec),
    instanceIncidents: store.index('instanceIncidents'),
    definitions: store.table('definitions', definitionCodec),
    latest: store.index('latest'),
    versions: store.index('versions'),
    versionTags: store.index('versionTags'),
    deployed: store.index('deployed'),
    deletedVersions: store.index('deletedVersions'),
    running: store.index('running'),
    resources: store.table('resources', plainCodec<string>(), { compressed: true, isKept: () => false }),
    continuations: store.table('continuations', plainCodec<readonly Step[]>(), { isKept: () => false }),
  };
}
