export type { Definition, DefinitionKind } from './definition.ts';
export type {
  AwaitedCompletion,
  Compensable,
  ElementInstance,
  ElementState,
  LoopState,
  OpenSubscription,
  ProcessData,
  Trigger,
} from './element-instance.ts';
export type { Incident, IncidentType } from './incident.ts';
export type { Job, JobState } from './job.ts';
export { isDiskFull } from './disk-full.ts';
export { lockFolder, type FolderLock } from './folder-lock.ts';
export { FIRST_KEY, formatKey, packKey, parseKey, unpackKey } from './keys.ts';
export type { Message, MessageSubscription } from './message.ts';
export { migrationsFrom, SCHEMA_VERSION } from './migrations.ts';
export { indexText } from './ordered-index.ts';
export type { EventRecord, LoggedCommand } from './record-log.ts';
export { rowCodec, type RowCodec } from './row.ts';
export type { SignalSubscription } from './signal.ts';
export { openState, type DueKind, type State } from './state.ts';
export type { Seed, Step } from './step.ts';
export { Store } from './store.ts';
export type { Timer } from './timer.ts';
export type {
  AttributeName,
  UserTask,
  UserTaskAttributes,
  UserTaskState,
  UserTaskTransition,
} from './user-task.ts';
export type { Variable, VariableScope } from './variable-scope.ts';
