/** What the API sends and takes; times are ISO 8601 with an offset. */
export interface Person {
  readonly username: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly unitId?: string | null;
  readonly groups: readonly string[];
}

export interface Session {
  readonly person: Person;
  readonly csrfToken: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string | null;
}

/** One day of a deadline's explanation, as the working calendar counted it. */
export interface DayLine {
  /** YYYY-MM-DD in Shanghai. */
  readonly date: string;
  /** What the day is, for example workday or holiday; a code of the calendar. */
  readonly day: string;
  /** The notice that made it a holiday, make-up day or half-day. */
  readonly notice?: string;
  /** Amount of this day that counts, in `unit`. */
  readonly counted: number;
  readonly sum: number;
  readonly unit: string;
  readonly paused?: number;
  /** False when the day lies past the last published one. */
  readonly published?: boolean;
  readonly zh?: string;
  readonly en?: string;
}

export interface Deadline {
  readonly startAt?: string;
  readonly signDueAt?: string | null;
  readonly dueAt?: string | null;
  readonly onSiteDueAt?: string | null;
  readonly pushDueAt?: string | null;
  readonly callbackDueAt?: string | null;
  readonly nextAt?: string | null;
  readonly nextOccasion?: string | null;
  readonly explanation?: Readonly<Record<string, readonly DayLine[] | undefined>>;
  readonly rule?: string;
  readonly basis?: string;
  readonly crossesUnpublished?: boolean;
}

export interface Caller {
  readonly name?: string | null;
  readonly phone?: string | null;
  readonly address?: string | null;
}

export interface OrderReturn {
  readonly id?: string;
  readonly at: string;
  readonly unitId?: string | null;
  readonly reason?: string | null;
  readonly legalBasis?: string | null;
  readonly suggestedUnitId?: string | null;
}

export interface Order {
  readonly id?: string;
  readonly orderNo: string;
  readonly title: string;
  readonly text?: string;
  readonly kind?: string | null;
  readonly category?: string | null;
  readonly urgency?: string | null;
  readonly callerType?: string | null;
  readonly enterpriseName?: string | null;
  readonly channel?: string | null;
  readonly area?: string | null;
  readonly anonymous?: boolean;
  readonly caller?: Caller;
  readonly status: string;
  readonly unitId?: string | null;
  readonly receivedAt?: string;
  readonly calledAt?: string;
  readonly finishedAt?: string | null;
  readonly closedAt?: string | null;
  readonly deadline?: Deadline | null;
  readonly classification?: { readonly confidence?: number; readonly why?: unknown } | null;
  readonly route?: { readonly path?: string; readonly reason?: string } | string | null;
  readonly reply?: unknown;
  readonly answeredAtOnce?: { readonly reply?: string } | null;
  readonly returns?: readonly OrderReturn[];
  readonly redoCount?: number;
  readonly activeElements?: readonly string[];
}

export interface OrderEvent {
  readonly id?: string;
  readonly _id?: string;
  readonly at: string;
  readonly type: string;
  readonly elementId?: string | null;
  readonly actor?: { readonly kind?: string; readonly id?: string; readonly name?: string } | null;
  readonly data?: Readonly<Record<string, unknown>> | null;
}

export interface Diagram {
  readonly xml: string;
  readonly processId?: string;
  readonly version?: number;
  readonly activeElements: readonly string[];
  readonly visitedElements: readonly string[];
}

export interface Task {
  readonly key?: string;
  readonly _id?: string;
  readonly orderId: string;
  readonly orderNo: string;
  readonly elementId: string;
  readonly title: string;
  readonly titleEn?: string;
  readonly assignee?: string | null;
  readonly candidateGroups?: readonly string[];
  readonly dueAt?: string | null;
  readonly state: string;
  /** Why the process did not accept the last submission. */
  readonly denied?: { readonly zh: string; readonly en: string } | null;
  readonly createdAt?: string;
  readonly order?: {
    readonly title?: string;
    readonly urgency?: string | null;
    readonly kind?: string | null;
    readonly category?: string | null;
    readonly area?: string | null;
    readonly callerType?: string | null;
  };
}

export interface FormComponent {
  readonly type: string;
  readonly key?: string;
  readonly label?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, string>>;
  readonly values?: readonly { readonly label: string; readonly value: string }[];
  readonly components?: readonly FormComponent[];
  readonly [name: string]: unknown;
}

export interface FormSchema {
  readonly type: string;
  readonly components: readonly FormComponent[];
  readonly [name: string]: unknown;
}

export interface TaskDetail {
  readonly task: Task;
  readonly order: Order;
  readonly form: FormSchema | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A choice with both names; the catalogue, the units and the areas are lists of these. */
export interface Named {
  readonly id: string;
  readonly name: string;
  readonly nameEn?: string;
  /** Id of the choice above it. */
  readonly parent?: string | null;
}

export interface ProcessSummary {
  readonly processId: string;
  readonly name?: string;
  readonly resourceName?: string;
  readonly version: number;
  readonly processDefinitionKey?: string;
  readonly deployedAt?: string;
  readonly by?: string;
}

export interface OrderDraft {
  readonly callerType: string;
  readonly title: string;
  readonly text: string;
  readonly [name: string]: unknown;
}
