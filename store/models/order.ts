import type { CallerType, Channel, OrderKind, OrderStatus, Urgency } from '@jiesu/domain';
import type {
  OrderAssisting,
  OrderCallbackAttempt,
  OrderCard,
  OrderDeadlineEntry,
  OrderDispatch,
  OrderExtension,
  OrderIssuedDocument,
  OrderPause,
  OrderRaise,
  OrderReport,
  OrderRequest,
  OrderStep,
} from './order-life.ts';
import { outboxEntrySchema } from './outbox-entry.ts';
import type { OutboxEntry } from './outbox-entry.ts';
import {
  Mixed,
  collectionSchema,
  embeddedSchema,
  listOf,
  requiredDate,
  requiredText,
} from './schema-parts.ts';

/** Sealed personal data of a caller; each field is an envelope of store/encryption. */
export interface SealedCaller {
  name?: string;
  phone?: string;
  address?: string;
}

/** When an order falls due; what engine timers and desks read, and why it is so. */
export interface OrderDeadline {
  startAt: Date;
  signDueAt?: Date;
  dueAt?: Date;
  onSiteDueAt?: Date;
  pushDueAt?: Date;
  callbackDueAt?: Date;
  /** Next point at which something must be done about it; absent when there is none any more. */
  nextAt?: Date;
  nextOccasion?: string;
  /** Step of supervision that is due at `nextAt`. */
  nextStep?: string;
  /** Set while the clock stands still; the moments above then hold if it went on now. */
  pausedSince?: Date;
  /** Working time used when it was computed, in `usedUnit`. */
  used?: number;
  usedUnit?: string;
  /** The end as it is without pauses: what steps of supervision refer to. */
  nominal?: { dueAt?: Date; signDueAt?: Date };
  /** Key of the job that computed it: a redelivery finds it here. */
  computedBy?: string;
  /** Row of the decision table and where its numbers come from. */
  rule?: string;
  basis?: string;
  /** Day by day, how the date came about; lines as domain's calendar makes them. */
  explanation?: { sign?: unknown[]; handle?: unknown[]; callback?: unknown[] };
  /** The count reaches past the last published day of the calendar. */
  crossesUnpublished?: boolean;
  /** Output of the decision `deadlines` that it was computed from. */
  limits?: Record<string, unknown>;
  /** Versions of the rules that it follows from. */
  ruleVersions?: { deadlines?: number; calendar?: number };
}

export interface OrderReturn {
  /** Key of the job that recorded it: a redelivery finds it here. */
  id: string;
  at: Date;
  unitId?: string;
  reason?: string;
  legalBasis?: string;
  suggestedUnitId?: string;
  by?: string;
  /** What the review said; absent while it is open. */
  verdict?: 'approved' | 'refused' | 'disputed';
  requestId?: string;
}

export interface OrderReminder {
  /** Key of the job that sent it. */
  id: string;
  occasion: string;
  at: Date;
  elementId: string;
}

export interface OrderRedo {
  id: string;
  at: Date;
  /** First redo is 1. */
  number: number;
  /** Moments, reply and callback of the round before. */
  previous?: Record<string, unknown>;
}

export interface OrderClassification {
  category?: string;
  kind?: OrderKind;
  urgency?: Urgency;
  /** 0 to 1. */
  confidence: number;
  why: unknown[];
  /** Why it is urgent or an emergency. */
  urgencyWhy?: Record<string, unknown>;
  alternatives: unknown[];
}

/** A work order. Dates are instants; texts of a person never leave this collection for the engine. */
export interface OrderDocument {
  _id: string;
  orderNo: string;
  title: string;
  text: string;
  kind?: OrderKind;
  category?: string;
  urgency?: Urgency;
  callerType: CallerType;
  enterpriseName?: string;
  channel: Channel;
  area: string;
  /** The caller asks that the unit not learn who called. */
  anonymous: boolean;
  /** The unit that a complaint or report is about; it never learns who called. */
  complainedUnit?: string;
  caller: SealedCaller;
  /** HMAC of the normalised phone number, to find a caller's earlier orders. */
  phoneHash?: string;
  answeredAtOnce?: { reply: string };
  status: OrderStatus;
  unitId?: string;
  receivedAt: Date;
  calledAt?: Date;
  dispatchedAt?: Date;
  pushedAt?: Date;
  signedAt?: Date;
  contactedAt?: Date;
  onSiteAt?: Date;
  finishedAt?: Date;
  approvedAt?: Date;
  calledBackAt?: Date;
  evaluatedAt?: Date;
  closedAt?: Date;
  deadline?: OrderDeadline;
  /** How the deadline changed, oldest first; the last entry is the present one. */
  deadlineHistory?: OrderDeadlineEntry[];
  /** Statutory matter that the dispatcher named. */
  statutoryMatter?: string;
  classification?: OrderClassification;
  route?: { path: string; reason?: string };
  dispatch?: Record<string, unknown>;
  returns: OrderReturn[];
  reminders: OrderReminder[];
  redos: OrderRedo[];
  redoCount: number;
  /** The clock runs since then; later dispatches do not start it again. */
  firstDispatchedAt?: Date;
  /** When it became urgent or an emergency while in work. */
  urgencyRaisedAt?: Date;
  dispatches?: OrderDispatch[];
  /** How often it went from one unit to another. */
  hops?: number;
  requests?: OrderRequest[];
  pauses?: OrderPause[];
  extensions?: OrderExtension[];
  cards?: OrderCard[];
  raises?: OrderRaise[];
  assisting?: OrderAssisting[];
  assistingUnitIds?: string[];
  stageReports?: OrderReport[];
  followUps?: OrderReport[];
  /** Steps of supervision that were taken. */
  steps?: OrderStep[];
  /** Row of the rules for each step that is planned, as the decision `supervision-steps` gave them. */
  stepRules?: Record<string, unknown>[];
  /** A meeting has ruled on the unit: it can not be returned any more. */
  ruled?: boolean;
  /** A leader has designated the unit: it can not be returned either. */
  designated?: boolean;
  disputeId?: string;
  /** Order whose reply answers this one too. */
  mergedInto?: string;
  followers?: string[];
  referral?: { id: string; reason?: string; by?: string; at: Date };
  termination?: Record<string, unknown>;
  documents?: OrderIssuedDocument[];
  /** User names of people with an interest in the matter: they get no task of it and do not see the caller. */
  recused?: string[];
  callbackAttempts?: OrderCallbackAttempt[];
  /** What the next callback is planned for. */
  callbackPlan?: Record<string, unknown>;
  /** Version of the dispatch catalogue that was in force when the order was received. */
  catalogueVersion?: number;
  /** Why the order left the unit's hands, for the steps that follow. */
  leaving?: { id: string; outcome: string; requestId?: string; at: Date };
  /** Number of the order that it may be merged into. */
  mergeTarget?: string;
  /** Open orders of the same caller that are alike: for who dispatches. */
  similar?: { orderNo: string; similarity: number }[];
  /** Cases of accountability that it caused. */
  caseIds?: string[];
  /** Of an order that was made of a hotspot: where it comes from, and the unit that the supervisor named. */
  proactive?: { unitId: string; hotspot: string };
  /** Order that was made of the hotspot to which this one belongs. */
  proactiveOrderId?: string;
  /** What the caller answered to the text message, `1` or `2`. */
  smsReply?: { answer: string; at: Date };
  /** The unit's reply and what else it handed in. */
  reply?: Record<string, unknown>;
  contact?: Record<string, unknown>;
  review?: Record<string, unknown>;
  onSite?: Record<string, unknown>;
  callback?: Record<string, unknown>;
  scores?: Record<string, unknown>;
  processInstanceKey?: string;
  processDefinitionKey?: string;
  /** Elements with an open task of a person. */
  activeElements: string[];
  outbox: OutboxEntry[];
  /** When the relay has to look at the outbox next; absent when it is empty. */
  outboxNextAt?: Date;
  /** Grows with each write; every change compares and sets it. */
  version: number;
  createdBy: string;
  /** Key with which a client repeats the same request: the order's id comes from it and `createdBy`. */
  idempotencyKey?: string;
  /** Digest of the request that came with the key. */
  requestHash?: string;
}

const deadlineSchema = embeddedSchema<OrderDeadline>({
  startAt: requiredDate,
  signDueAt: Date,
  dueAt: Date,
  onSiteDueAt: Date,
  pushDueAt: Date,
  callbackDueAt: Date,
  nextAt: Date,
  nextOccasion: String,
  nextStep: String,
  pausedSince: Date,
  used: Number,
  usedUnit: String,
  nominal: Mixed,
  computedBy: String,
  rule: String,
  basis: String,
  explanation: Mixed,
  crossesUnpublished: Boolean,
  limits: Mixed,
  ruleVersions: Mixed,
});

export const orderSchema = collectionSchema<OrderDocument>('orders', {
  _id: requiredText,
  orderNo: requiredText,
  title: requiredText,
  text: requiredText,
  kind: String,
  category: String,
  urgency: String,
  callerType: requiredText,
  enterpriseName: String,
  channel: requiredText,
  area: requiredText,
  anonymous: { type: Boolean, default: false },
  complainedUnit: String,
  caller: { type: Mixed, default: () => ({}) },
  phoneHash: String,
  answeredAtOnce: Mixed,
  status: requiredText,
  unitId: String,
  receivedAt: requiredDate,
  calledAt: Date,
  dispatchedAt: Date,
  pushedAt: Date,
  signedAt: Date,
  contactedAt: Date,
  onSiteAt: Date,
  finishedAt: Date,
  approvedAt: Date,
  calledBackAt: Date,
  evaluatedAt: Date,
  closedAt: Date,
  deadline: deadlineSchema,
  deadlineHistory: Mixed,
  statutoryMatter: String,
  classification: Mixed,
  route: Mixed,
  dispatch: Mixed,
  returns: listOf(Mixed),
  reminders: listOf(Mixed),
  redos: listOf(Mixed),
  redoCount: { type: Number, default: 0 },
  firstDispatchedAt: Date,
  urgencyRaisedAt: Date,
  dispatches: Mixed,
  hops: Number,
  requests: Mixed,
  pauses: Mixed,
  extensions: Mixed,
  cards: Mixed,
  raises: Mixed,
  assisting: Mixed,
  assistingUnitIds: Mixed,
  stageReports: Mixed,
  followUps: Mixed,
  steps: Mixed,
  stepRules: Mixed,
  ruled: Boolean,
  designated: Boolean,
  disputeId: String,
  mergedInto: String,
  followers: Mixed,
  referral: Mixed,
  termination: Mixed,
  documents: Mixed,
  recused: Mixed,
  callbackAttempts: Mixed,
  callbackPlan: Mixed,
  catalogueVersion: Number,
  leaving: Mixed,
  mergeTarget: String,
  similar: Mixed,
  caseIds: Mixed,
  smsReply: Mixed,
  proactive: Mixed,
  proactiveOrderId: String,
  reply: Mixed,
  contact: Mixed,
  review: Mixed,
  onSite: Mixed,
  callback: Mixed,
  scores: Mixed,
  processInstanceKey: String,
  processDefinitionKey: String,
  activeElements: listOf(String),
  outbox: listOf(outboxEntrySchema),
  outboxNextAt: Date,
  version: { type: Number, default: 0 },
  createdBy: requiredText,
  idempotencyKey: String,
  requestHash: String,
});

// Each index serves an equality and the newest-first order of lists together.
orderSchema.index({ orderNo: 1 }, { unique: true });
orderSchema.index({ receivedAt: -1, _id: -1 });
orderSchema.index({ status: 1, receivedAt: -1, _id: -1 });
orderSchema.index({ unitId: 1, receivedAt: -1, _id: -1 });
orderSchema.index({ phoneHash: 1, receivedAt: -1 }, { sparse: true });
orderSchema.index({ outboxNextAt: 1 }, { sparse: true });
