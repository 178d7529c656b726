import { Mixed, collectionSchema, listOf, requiredDate, requiredText } from './schema-parts.ts';

export interface MeetingAttendee {
  unitId: string;
  answer?: string;
  name?: string;
  by?: string;
  at?: Date;
}

/** What the meeting said to one order of its agenda. */
export interface MeetingResult {
  disputeId: string;
  result: 'ruled' | 'deferred';
  unitId?: string;
  assistingUnitIds?: string[];
  reason?: string;
  legalBasis?: string;
}

/** It was put off, or brought forward. */
export interface MeetingMove {
  from: Date;
  to: Date;
  reason: string;
  by: string;
  at: Date;
}

/** A joint meeting on several disputes. */
export interface MeetingDocument {
  /** `<day>-<rung>-<number>`, as the number that people read. */
  _id: string;
  rung: number;
  /** Moment of the meeting, on the working calendar. */
  startsAt: Date;
  agendaDueAt: Date;
  minutesDueAt: Date;
  plannedAt: Date;
  state: 'planned' | 'agenda' | 'invited' | 'held' | 'closed';
  /** Ids of disputes in their order. */
  agenda: string[];
  place?: string;
  attendees: MeetingAttendee[];
  results: MeetingResult[];
  minutes?: { text?: string; by: string; at: Date };
  steps: string[];
  /** While it is set, no dispute joins any more. */
  agendaClosedAt?: Date;
  /** Oldest first. */
  moves?: MeetingMove[];
}

export const meetingSchema = collectionSchema<MeetingDocument>('meetings', {
  _id: requiredText,
  rung: { type: Number, required: true },
  startsAt: requiredDate,
  agendaDueAt: requiredDate,
  minutesDueAt: requiredDate,
  plannedAt: requiredDate,
  state: requiredText,
  agenda: listOf(String),
  place: String,
  attendees: listOf(Mixed),
  results: listOf(Mixed),
  minutes: Mixed,
  steps: listOf(String),
  agendaClosedAt: Date,
  // absent in those that never moved
  moves: { type: [Mixed], default: undefined },
});

meetingSchema.index({ state: 1, rung: 1, startsAt: 1 });
