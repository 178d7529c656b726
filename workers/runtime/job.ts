/** A job of the engine, the same over gRPC and REST. Keys are 64-bit, so they are strings. */
export interface Job {
  readonly key: string;
  readonly type: string;
  readonly elementId: string;
  readonly elementInstanceKey: string;
  readonly processInstanceKey: string;
  readonly processDefinitionKey: string;
  /** Id of the process in its model. */
  readonly processId: string;
  readonly retries: number;
  /** When the engine gives the job to another worker, ms since 1970 on the engine's clock. */
  readonly deadline: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Only on the job of a task listener. */
  readonly listener?: TaskListener;
}

export const LISTENER_EVENTS = ['creating', 'assigning', 'updating', 'completing', 'canceling'] as const;
export type ListenerEvent = (typeof LISTENER_EVENTS)[number];

/** The change of a user task that a listener is asked about. */
export interface TaskListener {
  readonly event: ListenerEvent;
  readonly userTaskKey: string;
  readonly assignee: string | undefined;
  readonly candidateGroups: readonly string[];
  readonly candidateUsers: readonly string[];
  /** ISO 8601. */
  readonly dueDate: string | undefined;
  /** 0 to 100. */
  readonly priority: number;
}

/**
 * The engine's time when it gave out the job. Workers have no clock of their own: when the engine's is moved, so is
 * theirs. `timeoutMs` is what the job was asked for with.
 */
export function jobTime(job: Job, timeoutMs: number): number {
  return job.deadline - timeoutMs;
}
