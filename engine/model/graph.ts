import type { Expression } from '../feel/expression.ts';

/** Zeebe's element types, as its records and its REST API name them. */
export type BpmnElementType =
  | 'PROCESS'
  | 'SUB_PROCESS'
  | 'EVENT_SUB_PROCESS'
  | 'AD_HOC_SUB_PROCESS'
  | 'AD_HOC_SUB_PROCESS_INNER_INSTANCE'
  | 'START_EVENT'
  | 'INTERMEDIATE_CATCH_EVENT'
  | 'INTERMEDIATE_THROW_EVENT'
  | 'BOUNDARY_EVENT'
  | 'END_EVENT'
  | 'SERVICE_TASK'
  | 'SEND_TASK'
  | 'RECEIVE_TASK'
  | 'USER_TASK'
  | 'MANUAL_TASK'
  | 'TASK'
  | 'BUSINESS_RULE_TASK'
  | 'SCRIPT_TASK'
  | 'CALL_ACTIVITY'
  | 'EXCLUSIVE_GATEWAY'
  | 'INCLUSIVE_GATEWAY'
  | 'PARALLEL_GATEWAY'
  | 'EVENT_BASED_GATEWAY'
  | 'MULTI_INSTANCE_BODY'
  | 'SEQUENCE_FLOW';

/** What an event waits for or throws. */
export type EventDefinition =
  | { readonly kind: 'none' }
  | { readonly kind: 'terminate' }
  | { readonly kind: 'message'; readonly messageName: Expression; readonly correlationKey?: Expression }
  | { readonly kind: 'timer'; readonly timer: TimerDefinition }
  /** errorCode absent: catches every error. */
  | { readonly kind: 'error'; readonly errorCode?: Expression }
  | { readonly kind: 'escalation'; readonly escalationCode?: Expression }
  | { readonly kind: 'signal'; readonly signalName: Expression }
  | { readonly kind: 'link'; readonly linkName: string }
  | { readonly kind: 'compensation'; readonly activityRef?: string };

/** date: ISO 8601 date-time. duration: ISO 8601 duration. cycle: R[n]/[start/]duration or cron. */
export interface TimerDefinition {
  readonly type: 'date' | 'duration' | 'cycle';
  readonly value: Expression;
}

/** An input or output mapping. `target` is a dotted path: `order.deadline` has two parts. */
export interface VariableMapping {
  readonly source: Expression;
  readonly target: readonly string[];
}

/** How a job worker is asked for (zeebe:taskDefinition and zeebe:taskHeaders). */
export interface JobDefinition {
  readonly type: Expression;
  readonly retries: Expression;
  readonly headers: Readonly<Record<string, string>>;
}

export type TaskListenerEvent = 'creating' | 'assigning' | 'updating' | 'completing' | 'canceling';
export type ExecutionListenerEvent = 'start' | 'end';

export interface ListenerDefinition<Event extends string> {
  readonly event: Event;
  readonly job: JobDefinition;
}

/** Which version of a called resource is taken. */
export type Binding =
  | { readonly type: 'latest' }
  | { readonly type: 'deployment' }
  | { readonly type: 'versionTag'; readonly versionTag: string };

/** A native user task (zeebe:userTask with zeebe:assignmentDefinition, zeebe:taskSchedule, zeebe:priorityDefinition, zeebe:formDefinition). */
export interface UserTaskDefinition {
  readonly assignee?: Expression;
  readonly candidateGroups?: Expression;
  readonly candidateUsers?: Expression;
  readonly dueDate?: Expression;
  readonly followUpDate?: Expression;
  readonly priority?: Expression;
  readonly form?:
    | { readonly kind: 'id'; readonly formId: Expression; readonly binding: Binding }
    | { readonly kind: 'external'; readonly reference: Expression };
  readonly listeners: readonly ListenerDefinition<TaskListenerEvent>[];
  readonly headers: Readonly<Record<string, string>>;
}

export interface CalledElementDefinition {
  readonly processId: Expression;
  readonly binding: Binding;
  readonly propagateAllChildVariables: boolean;
  readonly propagateAllParentVariables: boolean;
}

export interface CalledDecisionDefinition {
  readonly decisionId: Expression;
  readonly resultVariable: string;
  readonly binding: Binding;
}

/** An element of an ad-hoc subprocess that can be activated, as its job worker sees it. */
export interface AdHocElement {
  readonly elementId: string;
  readonly elementName: string;
  readonly documentation: string | null;
  readonly properties: Readonly<Record<string, string>>;
}

/** An ad-hoc subprocess (zeebe:adHoc with the completion condition); with a job, its worker decides instead. */
export interface AdHocDefinition {
  /** A list of the ids of elements to activate at the beginning. */
  readonly activeElements?: Expression;
  readonly completionCondition?: Expression;
  readonly cancelRemainingInstances: boolean;
  readonly outputCollection?: string;
  readonly outputElement?: Expression;
  readonly elements: readonly AdHocElement[];
}

export interface ScriptDefinition {
  readonly expression: Expression;
  readonly resultVariable: string;
}

export interface MultiInstanceDefinition {
  readonly sequential: boolean;
  readonly inputCollection: Expression;
  readonly inputElement?: string;
  readonly outputCollection?: string;
  readonly outputElement?: Expression;
  /** The variable that the output element is, or is a property of: each inner instance has it for itself. */
  readonly outputVariable?: string;
  readonly completionCondition?: Expression;
}

export interface SequenceFlow {
  readonly id: string;
  readonly name: string;
  readonly source: ElementNode;
  readonly target: ElementNode;
  /** Absent: taken without a condition. */
  readonly condition?: Expression;
  /** True for what a pair of link events stands for: it is not drawn, and not recorded. */
  readonly isLink?: boolean;
}

/**
 * One BPMN element of a compiled process. Nodes refer to one another directly; nothing at run time reads XML.
 * Fields that a type does not have are absent. The parser is the only writer.
 */
export interface ElementNode {
  readonly id: string;
  readonly name: string;
  readonly type: BpmnElementType;
  /** The enclosing process or subprocess; null for the process itself. */
  readonly scope: ElementNode | null;
  /** Flow elements directly inside (processes and subprocesses), boundary events included. */
  readonly children: readonly ElementNode[];
  readonly incoming: readonly SequenceFlow[];
  readonly outgoing: readonly SequenceFlow[];
  /** Exclusive and inclusive gateways. */
  readonly defaultFlow?: SequenceFlow;
  /** Inputs and outputs of zeebe:ioMapping, in order. */
  readonly inputs: readonly VariableMapping[];
  readonly outputs: readonly VariableMapping[];
  /** Start, intermediate, boundary and end events, and receive tasks (kind message). */
  readonly event?: EventDefinition;
  /** Boundary events, and start events of event subprocesses. */
  readonly interrupting?: boolean;
  /** Boundary events: the activity. */
  readonly attachedTo?: ElementNode;
  /** Compensation boundary events: the activity that undoes what was done. */
  readonly compensationHandler?: ElementNode;
  /** Activities: their boundary events. */
  readonly boundaryEvents: readonly ElementNode[];
  /** Scopes: the none start event to enter by. Event subprocesses: their one start event of any kind. */
  readonly startEvent?: ElementNode;
  /** Scopes: the event subprocesses directly inside. */
  readonly eventSubprocesses: readonly ElementNode[];
  /** Job-based tasks and throw events. */
  readonly job?: JobDefinition;
  readonly userTask?: UserTaskDefinition;
  readonly calledElement?: CalledElementDefinition;
  readonly calledDecision?: CalledDecisionDefinition;
  readonly script?: ScriptDefinition;
  readonly multiInstance?: MultiInstanceDefinition;
  readonly adHoc?: AdHocDefinition;
  readonly executionListeners: readonly ListenerDefinition<ExecutionListenerEvent>[];
  /** Activities that only run as compensation handlers. */
  readonly isForCompensation?: boolean;
}

/** A reference of an element to what is deployed together with its process. */
export interface DeploymentBinding {
  readonly elementId: string;
  readonly kind: 'process' | 'decision' | 'form';
  readonly id: Expression;
}

/** A compiled executable process. */
export interface ProcessGraph {
  /** bpmn:process id: what clients call bpmnProcessId or processDefinitionId. */
  readonly processId: string;
  readonly name: string;
  readonly versionTag?: string;
  readonly root: ElementNode;
  /** Every element by id, the process itself included. */
  readonly elements: ReadonlyMap<string, ElementNode>;
  /** Every sequence flow by id. */
  readonly flows: ReadonlyMap<string, SequenceFlow>;
  /** Start events of the process that wait for a timer, message or signal. */
  readonly startTriggers: readonly ElementNode[];
  /** References with binding `deployment`: what they name must be in the same deployment. */
  readonly deploymentBindings: readonly DeploymentBinding[];
}

/** A reason why a resource can't be deployed. */
export interface ModelProblem {
  readonly resourceName: string;
  /** The BPMN or DMN element's id, or undefined where the file as a whole is wrong. */
  readonly elementId?: string;
  readonly message: string;
}
