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
  /** Pauses and extensions that touch this day; their words are in the line's own. */
  readonly remarks?: readonly { readonly kind: string }[];
  /** False when the day lies past the last published one. */
  readonly published?: boolean;
  readonly zh?: string;
  readonly en?: string;
}

export interface Deadline {
  readonly startAt?: string;
  /** Set while the clock stands still. */
  readonly pausedSince?: string | null;
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

/** A deadline that an order had, with what moved it there. */
export interface PastDeadline {
  readonly at: string;
  readonly cause: string;
  readonly causeName?: { readonly zh: string; readonly en: string };
  readonly dueAt?: string | null;
  readonly basis?: string | null;
  readonly ruleVersions?: { readonly deadlines?: number | null; readonly calendar?: number | null } | null;
  readonly explanation?: Readonly<Record<string, readonly DayLine[] | undefined>> | null;
}

export interface Caller {
  readonly name?: string | null;
  readonly phone?: string | null;
  readonly address?: string | null;
}

export interface OrderReturn {
  readonly id?: string;
  readonly at: string;
  readonly verdict?: string | null;
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
  readonly callback?: Values | null;
  readonly scores?: Values | null;
  readonly assistingUnitIds?: readonly string[];
  readonly assisting?: readonly Assisting[];
  readonly requests?: readonly OrderRequest[];
  readonly pauses?: readonly Pause[];
  readonly extensions?: readonly Extension[];
  readonly cards?: readonly Card[];
  readonly raises?: readonly Raise[];
  readonly stageReports?: readonly Entry[];
  readonly followUps?: readonly Entry[];
  readonly callbackAttempts?: readonly CallbackAttempt[];
  readonly documents?: readonly IssuedDocument[];
  readonly hops?: number;
  readonly ruled?: boolean;
  readonly disputeId?: string | null;
  readonly mergedInto?: string | null;
  readonly followers?: readonly string[];
  readonly referral?: { readonly id: string; readonly reason?: string; readonly at?: string | null } | null;
  readonly termination?: Values | null;
}

/** Values of a form or a record whose names the page knows one by one. */
export type Values = Readonly<Record<string, unknown>>;

/** What somebody asked for while the order is in work. */
export interface OrderRequest {
  readonly id: string;
  readonly type: string;
  readonly by: string;
  readonly unitId?: string | null;
  readonly at: string;
  readonly state: string;
  readonly reason?: string;
  readonly legalBasis?: string;
  readonly cause?: string;
  readonly progress?: string;
  readonly suggestedUnitId?: string;
  readonly amount?: number;
  readonly unit?: string;
  readonly until?: string | null;
  readonly toUnitId?: string;
  readonly mainOrderNo?: string;
  readonly urgency?: string;
  readonly decidedBy?: string;
  readonly decidedAt?: string | null;
  readonly note?: string;
  readonly grantedAmount?: number;
  readonly grantedUnit?: string;
}

/** A request that the person may make now, with its form. */
export interface PossibleRequest {
  readonly type: string;
  readonly form: FormSchema;
  readonly data: Values;
}

export interface Assisting {
  readonly unitId: string;
  readonly dueAt?: string | null;
  readonly opinion?: string;
  readonly by?: string;
  readonly at?: string | null;
  readonly missedAt?: string | null;
}

export interface Pause {
  readonly id: string;
  readonly from: string;
  readonly to?: string | null;
  readonly until?: string | null;
  readonly cause: string;
  readonly reason?: string;
}

export interface Extension {
  readonly id: string;
  readonly amount: number;
  readonly unit: string;
  readonly at: string;
  readonly reason?: string;
}

export interface Card {
  readonly id: string;
  readonly colour: string;
  readonly cause: string;
  readonly at: string;
  readonly unitId?: string | null;
}

export interface Raise {
  readonly id: string;
  readonly to: string;
  readonly cause: string;
  readonly at: string;
  readonly unitId?: string | null;
}

/** What was handed in beside the handling: a stage report, a follow-up. */
export interface Entry {
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly values: Values;
}

export interface CallbackAttempt {
  readonly id: string;
  readonly number: number;
  readonly at: string;
  readonly result: string;
}

export interface IssuedDocument {
  readonly no: string;
  readonly kind: string;
  readonly at?: string | null;
}

/** Something a person was told. */
export interface Notice {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly at: string;
  readonly read: boolean;
  readonly emergency?: boolean;
  readonly orderNo: string | null;
}

export interface Notices extends Page<Notice> {
  /** How many are not read; the server counts up to 100. */
  readonly unread: number;
}

/** How a message about an order went. */
export interface Delivery {
  readonly id: string;
  readonly title: string;
  readonly channel: string;
  readonly recipient: string;
  readonly state: string;
  readonly at: string;
  readonly notBefore?: string | null;
  readonly sentAt?: string | null;
  readonly attempts: number;
  readonly log: readonly { readonly at: string; readonly outcome: string; readonly detail?: string }[];
}

export interface Position {
  readonly unitId: string;
  readonly position?: string;
  readonly opinion?: string;
  readonly legalBasis?: string;
  readonly termsOfDuty?: string;
  readonly suggestedUnitId?: string;
  readonly at?: string | null;
  readonly missedAt?: string | null;
}

export interface Ruling {
  readonly unitId: string;
  readonly assistingUnitIds?: readonly string[];
  readonly by: string;
  readonly at?: string | null;
  readonly reason?: string;
  readonly legalBasis?: string;
}

/** A dispute on which unit is responsible. */
export interface Dispute {
  readonly id: string;
  readonly orderNo: string;
  readonly category: string | null;
  readonly area: string;
  readonly state: string;
  readonly rung: number;
  readonly rungName: string | null;
  readonly openedAt: string;
  readonly parties: readonly string[];
  readonly positions: readonly Position[];
  readonly positionsDueAt?: string | null;
  readonly meetingDueAt?: string | null;
  readonly rulingDueAt?: string | null;
  readonly meetingId: string | null;
  readonly ruling: Ruling | null;
}

export interface Meeting {
  readonly id: string;
  readonly rung: number;
  readonly state: string;
  readonly startsAt: string;
  readonly agendaDueAt?: string | null;
  readonly minutesDueAt?: string | null;
  readonly place: string | null;
  readonly agenda: readonly string[];
  readonly attendees: readonly {
    readonly unitId: string;
    readonly answer?: string;
    readonly name?: string;
  }[];
  readonly results: readonly {
    readonly disputeId: string;
    readonly result: string;
    readonly unitId?: string;
    readonly reason?: string;
    readonly legalBasis?: string;
  }[];
  readonly minutes: { readonly text?: string; readonly by: string; readonly at?: string | null } | null;
  /** Oldest first. */
  readonly moves?: readonly { readonly from: string; readonly to: string; readonly reason: string }[];
}

/** What a ruling proposes for the dispatch catalogue. */
export interface CatalogueProposal {
  readonly id: string;
  readonly state: string;
  readonly entry: { readonly category: string; readonly area: string; readonly unitId: string } | null;
  readonly at: string;
  readonly changeId: string | null;
}

/** A ruling that later cases may follow. */
export interface Precedent {
  readonly id: string;
  readonly orderNo: string;
  readonly title: string;
  readonly category?: string;
  readonly area: string;
  readonly unitId: string;
  readonly assistingUnitIds?: readonly string[];
  readonly otherUnitIds?: readonly string[];
  readonly by: string;
  readonly reason?: string;
  readonly legalBasis?: string;
  readonly at: string;
}

export interface Hotspot {
  readonly id?: string;
  readonly area: string;
  readonly category?: string | null;
  readonly orderNos?: readonly string[];
  readonly from?: string;
  readonly to?: string;
}

/** A report on a day, week or month. */
export interface Report {
  readonly id: string;
  readonly reportId: string;
  readonly from: string;
  readonly to: string;
  readonly builtAt: string;
  readonly figures: Values;
  readonly hotspots: readonly Hotspot[];
  readonly repeats: readonly { readonly orderNos?: readonly string[] }[];
  readonly review: Values | null;
}

export interface OrderEvent {
  readonly id?: string;
  readonly processId?: string | null;
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
  /** The processes that the order was in, the root first. */
  readonly processes?: readonly {
    readonly processId: string;
    readonly name: string;
    readonly active: boolean;
  }[];
}

export interface Task {
  readonly key?: string;
  readonly _id?: string;
  readonly orderId: string;
  readonly orderNo: string;
  /** What the task is about: an order, or a meeting or a report. */
  readonly subject?: {
    readonly kind: 'order' | 'meeting' | 'report';
    readonly id: string;
    readonly no: string;
    readonly title: string;
  };
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
  /** Null for the tasks of a meeting or a report. */
  readonly order: Order | null;
  readonly meeting: Meeting | null;
  readonly report: Report | null;
  readonly disputes: readonly Dispute[];
  /** The request that is decided on. */
  readonly request: OrderRequest | null;
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
  /** What is said to the caller who is referred. */
  readonly script?: string;
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
