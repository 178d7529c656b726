import type { OrderStatus, RequestType, TimeUnit, Urgency } from '@jiesu/domain';

/** What somebody asked for while an order is in work. The texts stay here; the process knows only the id. */
export interface OrderRequest {
  id: string;
  type: RequestType;
  /** User name. */
  by: string;
  unitId?: string;
  at: Date;
  state: 'open' | 'approved' | 'refused' | 'withdrawn';
  reason?: string;
  legalBasis?: string;
  /** Code of what it is for, of a suspension or termination. */
  cause?: string;
  /** Of an extension: what was done so far. */
  progress?: string;
  /** Of a return: who should have it. */
  suggestedUnitId?: string;
  /** Of an extension: how much more time. */
  amount?: number;
  unit?: TimeUnit;
  /** Of a suspension: when it ends by itself. */
  until?: Date;
  /** Of a transfer. */
  toUnitId?: string;
  /** Of a merge. */
  mainOrderNo?: string;
  /** Of a raised urgency. */
  urgency?: Urgency;
  decidedBy?: string;
  decidedAt?: Date;
  /** Why it was decided so. */
  note?: string;
  grantedAmount?: number;
  grantedUnit?: TimeUnit;
}

/** A time in which the order's clock stood still. */
export interface OrderPause {
  id: string;
  from: Date;
  /** Absent while it lasts. */
  to?: Date;
  /** When a suspension ends by itself. */
  until?: Date;
  cause: 'suspension' | 'dispute';
  requestId?: string;
  /** Where the order was when it began, to go back there. */
  statusBefore?: OrderStatus;
  /** Why, as the request says; shown where the deadline explains itself. */
  reason?: string;
}

export interface OrderExtension {
  id: string;
  amount: number;
  unit: TimeUnit;
  at: Date;
  requestId?: string;
  reason?: string;
}

/** A yellow or red card, with the step of supervision that caused it. */
export interface OrderCard {
  id: string;
  colour: 'yellow' | 'red';
  cause: string;
  at: Date;
  unitId?: string;
}

/** The order was brought before a leader. */
export interface OrderRaise {
  id: string;
  to: 'unit-leader' | 'office';
  cause: string;
  at: Date;
  unitId?: string;
}

/** An assisting unit's part. */
export interface OrderAssisting {
  unitId: string;
  dueAt?: Date;
  opinion?: string;
  by?: string;
  at?: Date;
  missedAt?: Date;
}

/** What somebody handed in beside the handling: a stage report, a check of a follow-up. */
export interface OrderReport {
  id: string;
  at: Date;
  by: string;
  elementId: string;
  values: Record<string, unknown>;
}

/** The order was sent to a unit. */
export interface OrderDispatch {
  /** Key of the job. */
  id: string;
  at: Date;
  unitId: string;
  by: 'system' | 'dispatcher' | 'transfer' | 'ruling' | 'redo';
}

/** A step of supervision that was taken, so that it is not taken again for the same deadline. */
export interface OrderStep {
  id: string;
  step: string;
  occasion: string;
  action: string;
  at: Date;
  /** The moment that the step refers to, pauses left out. */
  basis: Date;
  /** False when it was no longer needed. */
  taken: boolean;
}

export interface OrderCallbackAttempt {
  id: string;
  number: number;
  at: Date;
  result: string;
}

/** A document that was issued for the order. */
export interface OrderIssuedDocument {
  no: string;
  type: 'assignment' | 'coordination' | 'supervision' | 'closing';
  at: Date;
  id?: string;
}

/**
 * A deadline that the order had, with what it followed from: its day-by-day explanation is made again from this, the
 * pauses and extensions of that moment, and the calendar of that version.
 */
export interface OrderDeadlineEntry {
  at: Date;
  /** What moved it. */
  cause: string;
  /** Key of the job or id of the run that did. */
  by: string;
  startAt: Date;
  dueAt?: Date;
  signDueAt?: Date;
  onSiteDueAt?: Date;
  rule?: string;
  basis?: string;
  /** The amounts of the limits. */
  limits: Record<string, unknown>;
  ruleVersions?: { deadlines?: number; calendar?: number };
  unitId?: string;
  urgency?: Urgency;
}
