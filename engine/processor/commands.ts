/**
 * The door between the gateway and the processor: what a client may ask, and what it is answered.
 * Keys are decimal strings of 64-bit integers everywhere outside the store.
 */

export type Key = string;
export type Variables = Readonly<Record<string, unknown>>;

export interface DeployedProcess {
  readonly kind: 'process';
  readonly processId: string;
  readonly name: string;
  readonly version: number;
  readonly versionTag?: string;
  readonly key: Key;
  readonly resourceName: string;
}
export interface DeployedDecisionRequirements {
  readonly kind: 'decisionRequirements';
  readonly drgId: string;
  readonly name: string;
  readonly version: number;
  readonly key: Key;
  readonly resourceName: string;
}
export interface DeployedDecision {
  readonly kind: 'decision';
  readonly decisionId: string;
  readonly name: string;
  readonly version: number;
  readonly versionTag?: string;
  readonly key: Key;
  readonly drgId: string;
  readonly drgKey: Key;
}
export interface DeployedForm {
  readonly kind: 'form';
  readonly formId: string;
  readonly version: number;
  readonly versionTag?: string;
  readonly key: Key;
  readonly resourceName: string;
}
export type DeployedItem = DeployedProcess | DeployedDecisionRequirements | DeployedDecision | DeployedForm;

export type JobKind = 'BPMN_ELEMENT' | 'EXECUTION_LISTENER' | 'TASK_LISTENER' | 'AD_HOC_SUB_PROCESS';
export type ListenerEventType =
  'UNSPECIFIED' | 'START' | 'END' | 'CREATING' | 'ASSIGNING' | 'UPDATING' | 'COMPLETING' | 'CANCELING';

/** What a task-listener job sees of its user task. */
export interface UserTaskSnapshot {
  readonly userTaskKey: Key;
  readonly action: string;
  readonly assignee: string | null;
  readonly candidateGroups: readonly string[];
  readonly candidateUsers: readonly string[];
  /** Names of what the transition changes. */
  readonly changedAttributes: readonly string[];
  readonly dueDate: string | null;
  readonly followUpDate: string | null;
  readonly formKey: Key | null;
  readonly priority: number;
}

export interface ActivatedJob {
  readonly key: Key;
  readonly type: string;
  readonly kind: JobKind;
  readonly listenerEventType: ListenerEventType;
  readonly processInstanceKey: Key;
  readonly processId: string;
  readonly processVersion: number;
  readonly processDefinitionKey: Key;
  readonly elementId: string;
  readonly elementInstanceKey: Key;
  readonly headers: Readonly<Record<string, string>>;
  readonly worker: string;
  readonly retries: number;
  /** Epoch ms at which the lock ends. */
  readonly deadline: number;
  readonly variables: Variables;
  readonly userTask?: UserTaskSnapshot;
  readonly tags: readonly string[];
}

export interface UserTaskView {
  readonly key: Key;
  readonly state:
    | 'CREATING'
    | 'CREATED'
    | 'ASSIGNING'
    | 'UPDATING'
    | 'COMPLETING'
    | 'COMPLETED'
    | 'CANCELING'
    | 'CANCELED'
    | 'FAILED';
  readonly name: string;
  readonly elementId: string;
  readonly elementInstanceKey: Key;
  readonly processInstanceKey: Key;
  readonly processDefinitionKey: Key;
  readonly processId: string;
  readonly processVersion: number;
  readonly assignee: string | null;
  readonly candidateGroups: readonly string[];
  readonly candidateUsers: readonly string[];
  readonly dueDate: string | null;
  readonly followUpDate: string | null;
  readonly priority: number;
  readonly formKey: Key | null;
  readonly externalFormReference: string | null;
  readonly customHeaders: Readonly<Record<string, string>>;
  readonly creationDate: string;
  readonly completionDate: string | null;
}

/** Corrections of a task listener: null or absent keeps, "" or [] clears. */
export interface UserTaskCorrections {
  readonly assignee?: string | null;
  readonly candidateGroups?: readonly string[] | null;
  readonly candidateUsers?: readonly string[] | null;
  readonly dueDate?: string | null;
  readonly followUpDate?: string | null;
  readonly priority?: number | null;
}

export type ProcessSelector =
  | { readonly processDefinitionKey: Key }
  /** version absent or -1: the latest. */
  | { readonly processId: string; readonly version?: number };

/** What the job of a task listener may answer. */
export interface TaskListenerResult {
  readonly type?: 'userTask';
  readonly denied: boolean;
  readonly deniedReason: string;
  readonly corrections: UserTaskCorrections;
}

/** What the job of an ad-hoc subprocess may answer. */
export interface AdHocSubProcessResult {
  readonly type: 'adHocSubProcess';
  readonly activateElements: readonly AdHocActivation[];
  readonly completionConditionFulfilled: boolean;
  readonly cancelRemainingInstances: boolean;
}

/** An element of an ad-hoc subprocess to enter. Its variables are local to it. */
export interface AdHocActivation {
  readonly elementId: string;
  readonly variables: Variables;
}

/** An element to enter in a process instance that runs. */
export interface ActivateInstruction {
  readonly elementId: string;
  /** The instance of a scope around the element to enter it in; absent: the only one, which is made where there is none. */
  readonly ancestorElementInstanceKey?: Key;
  /** scopeId absent: variables of the process instance; else of the element, or of a scope that is made for it. */
  readonly variableInstructions: readonly { readonly variables: Variables; readonly scopeId?: string }[];
}

/** Every command by its name: [what it takes, what it answers]. The processor has one handler a name. */
export interface Commands {
  deploy: [
    { readonly resources: readonly { readonly name: string; readonly content: Uint8Array }[] },
    { readonly deploymentKey: Key; readonly items: readonly DeployedItem[] },
  ];
  createInstance: [
    {
      readonly process: ProcessSelector;
      readonly variables: Variables;
      readonly startElementIds: readonly string[];
      readonly tags: readonly string[];
      /**
       * Answers when the process instance has completed: the core waits, and rejects with DEADLINE_EXCEEDED when it takes
       * longer, with INVALID_STATE when the instance is terminated. It lives on after DEADLINE_EXCEEDED.
       */
      readonly awaitCompletion?: {
        /** Names of variables to answer; empty: all. */
        readonly fetchVariables: readonly string[];
        /** How long to wait, in ms of real time. 0: 15 s. */
        readonly requestTimeoutMs: number;
      };
    },
    {
      readonly processId: string;
      readonly version: number;
      readonly processDefinitionKey: Key;
      readonly processInstanceKey: Key;
      /** Only with awaitCompletion: the variables of the process instance at its end. */
      readonly variables?: Variables;
    },
  ];
  /** Moves tokens of a process instance: activations, then terminations; all of it or nothing. */
  modifyInstance: [
    {
      readonly processInstanceKey: Key;
      readonly activate: readonly ActivateInstruction[];
      /** Element instances, with all that is in them. */
      readonly terminate: readonly Key[];
    },
    Record<string, never>,
  ];
  /** Lets a process instance go on in another process definition, in one step. */
  migrateInstance: [
    {
      readonly processInstanceKey: Key;
      readonly targetProcessDefinitionKey: Key;
      readonly mappings: readonly { readonly sourceElementId: string; readonly targetElementId: string }[];
    },
    Record<string, never>,
  ];
  /** Deletes a process definition, a decision requirements graph with its decisions, or a form. */
  deleteResource: [{ readonly resourceKey: Key }, Record<string, never>];
  /** Enters elements of an ad-hoc subprocess that runs. */
  activateAdHocActivities: [
    {
      readonly adHocSubProcessInstanceKey: Key;
      readonly elements: readonly AdHocActivation[];
      readonly cancelRemainingInstances: boolean;
    },
    Record<string, never>,
  ];
  cancelInstance: [{ readonly processInstanceKey: Key }, Record<string, never>];
  setVariables: [
    { readonly elementInstanceKey: Key; readonly variables: Variables; readonly local: boolean },
    { readonly key: Key },
  ];
  activateJobs: [
    {
      readonly type: string;
      readonly worker: string;
      /** Lock time in ms. */
      readonly timeoutMs: number;
      readonly maxJobs: number;
      /** Empty: all. */
      readonly fetchVariables: readonly string[];
    },
    { readonly jobs: readonly ActivatedJob[] },
  ];
  completeJob: [
    {
      readonly key: Key;
      readonly variables: Variables;
      readonly result?: TaskListenerResult | AdHocSubProcessResult;
    },
    Record<string, never>,
  ];
  failJob: [
    {
      readonly key: Key;
      readonly retries: number;
      readonly errorMessage: string;
      readonly retryBackoffMs: number;
      readonly variables: Variables;
    },
    Record<string, never>,
  ];
  throwError: [
    {
      readonly key: Key;
      readonly errorCode: string;
      readonly errorMessage: string;
      readonly variables: Variables;
    },
    Record<string, never>,
  ];
  updateJob: [
    { readonly key: Key; readonly retries?: number; readonly timeoutMs?: number },
    Record<string, never>,
  ];
  publishMessage: [
    {
      readonly name: string;
      readonly correlationKey: string;
      readonly timeToLiveMs: number;
      readonly messageId: string;
      readonly variables: Variables;
    },
    { readonly key: Key },
  ];
  /** Like publish with TTL 0, but answers the instance it reached; NOT_FOUND without a match. */
  correlateMessage: [
    { readonly name: string; readonly correlationKey: string; readonly variables: Variables },
    { readonly key: Key; readonly processInstanceKey: Key },
  ];
  /** Reaches everyone who waits for the signal at this moment; nothing is kept for later. */
  broadcastSignal: [
    { readonly signalName: string; readonly variables: Variables },
    { readonly signalKey: Key },
  ];
  resolveIncident: [{ readonly key: Key }, Record<string, never>];
  evaluateDecision: [
    {
      readonly decision: { readonly decisionKey: Key } | { readonly decisionId: string };
      readonly variables: Variables;
    },
    {
      readonly decision: DeployedDecision;
      readonly outcome: import('../dmn/decision.ts').DecisionOutcome;
      readonly evaluationKey: Key;
    },
  ];
  assignUserTask: [
    {
      readonly key: Key;
      readonly assignee: string;
      readonly allowOverride: boolean;
      readonly action: string;
    },
    Record<string, never>,
  ];
  unassignUserTask: [{ readonly key: Key; readonly action: string }, Record<string, never>];
  completeUserTask: [
    { readonly key: Key; readonly variables: Variables; readonly action: string },
    Record<string, never>,
  ];
  /** A field present changes: null or "" or [] clears. */
  updateUserTask: [
    {
      readonly key: Key;
      readonly action: string;
      readonly changeset: Omit<UserTaskCorrections, 'assignee'>;
    },
    Record<string, never>,
  ];
}

export type CommandName = keyof Commands;
export type CommandInput<N extends CommandName> = Commands[N][0];
export type CommandAnswer<N extends CommandName> = Commands[N][1];

export interface IncidentView {
  readonly key: Key;
  readonly errorType: string;
  readonly errorMessage: string;
  readonly processInstanceKey: Key;
  readonly processDefinitionKey: Key;
  readonly processId: string;
  readonly elementId: string;
  readonly elementInstanceKey: Key;
  readonly jobKey: Key | null;
  readonly creationTime: string;
  readonly state: 'ACTIVE';
}

export interface ProcessInstanceView {
  readonly key: Key;
  readonly processId: string;
  readonly version: number;
  readonly versionTag: string | null;
  readonly processDefinitionKey: Key;
  readonly processName: string;
  readonly startDate: string;
  readonly state: 'ACTIVE';
  readonly hasIncident: boolean;
  readonly parentProcessInstanceKey: Key | null;
  readonly parentElementInstanceKey: Key | null;
  readonly tags: readonly string[];
}

export interface ElementInstanceView {
  readonly key: Key;
  readonly elementId: string;
  readonly elementName: string;
  readonly type: string;
  readonly state: 'ACTIVE';
  readonly startDate: string;
  readonly processInstanceKey: Key;
  readonly processDefinitionKey: Key;
  readonly processId: string;
  readonly hasIncident: boolean;
}

/** Reads of committed state. Each returns undefined where there is nothing by that key. */
export interface Queries {
  userTask(key: Key): UserTaskView | undefined;
  /** The form's JSON text and version, or undefined where the task has none. */
  userTaskForm(
    key: Key,
  ):
    | { readonly formKey: Key; readonly formId: string; readonly version: number; readonly schema: string }
    | undefined;
  processInstance(key: Key): ProcessInstanceView | undefined;
  elementInstance(key: Key): ElementInstanceView | undefined;
  /** Active element instances of a process instance, oldest first, at most `limit`. */
  activeElements(processInstanceKey: Key, limit: number): readonly ElementInstanceView[];
  incident(key: Key): IncidentView | undefined;
  /** Open incidents of a process instance (or of all when null), oldest first, at most `limit`. */
  incidents(processInstanceKey: Key | null, limit: number): readonly IncidentView[];
  processDefinition(key: Key): DeployedProcess | undefined;
  processXml(key: Key): string | undefined;
  /** Deployed processes, newest version first within an id, at most `limit`. */
  processDefinitions(limit: number): readonly DeployedProcess[];
  /** What there is to do, as it is committed. */
  activity(): Activity;
}

/** What there is to do in the engine at its present time. */
export interface Activity {
  /** Jobs that wait for a worker, are with one, or wait for another try; those that failed for good too. */
  readonly jobs: number;
  readonly incidents: number;
  readonly userTasks: number;
  /** Steps that a long command left over. */
  readonly continuations: number;
  /** When the next timer is due, epoch ms; null without one. */
  readonly nextTimerAt: number | null;
}

export interface EngineClock {
  /** Epoch ms. */
  now(): number;
  /** Pins the clock at an instant; timers that are due fire. */
  pin(epochMs: number): void;
  reset(): void;
  /** Whether it stands still. */
  readonly pinned: boolean;
}

/** Who takes jobs of a type in the command that makes them activatable, because somebody waits for them. */
export interface JobTaker {
  /**
   * A place for one job more; several of a commit may get the same place. It is filled or released before anything else
   * happens. Undefined: nobody waits, or jobs that were there earlier come first.
   */
  reserve(): JobPlace | undefined;
}

export interface JobPlace {
  readonly request: Omit<CommandInput<'activateJobs'>, 'maxJobs'>;
  /** The jobs were activated for it, and that is on disk. Called once a commit. */
  deliver(jobs: readonly ActivatedJob[]): void;
  /** So many jobs will not come: their command failed. */
  release(count: number): void;
}

/** The engine without its servers. */
export interface EngineCore {
  /**
   * Queues a command. Resolves after its records are on disk; rejects with an EngineError that changed nothing.
   * A full queue rejects at once with RESOURCE_EXHAUSTED.
   */
  submit<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandAnswer<N>>;
  readonly queries: Queries;
  readonly clock: EngineClock;
  /**
   * Calls back (after commit, coalesced) whenever jobs of the type may have become activatable. Returns its removal.
   * @param taker is asked first, while a job is being made: what it has a place for is activated at once and not told of
   */
  onJobsAvailable(type: string, listener: () => void, taker?: JobTaker): () => void;
  /** Queue length, open instances, commit time and the like, for /metrics. */
  stats(): Readonly<Record<string, number>>;
  /** Answers everything accepted, closes the store. */
  close(): Promise<void>;
}

export interface EngineCoreOptions {
  /** Folder of the store; made when missing. */
  readonly dataDir: string;
  readonly clockControl: boolean;
  /** Most commands waiting. @default 2000 */
  readonly maxQueue: number;
  /** How long the records of what happened are kept, in ms. @default 7 days */
  readonly recordRetentionMs?: number;
  /** Whether an index for searches is kept. @default true */
  readonly search?: boolean;
}
