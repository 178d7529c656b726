import type { DisputeDocument, MeetingDocument, PrecedentDocument } from '@jiesu/store';
import { isoTime } from '../http/index.ts';

/** A dispute as the API shows it. */
export function disputeView(dispute: DisputeDocument) {
  const { _id, ruling } = dispute;
  return {
    id: _id,
    orderNo: dispute.orderNo,
    category: dispute.category ?? null,
    area: dispute.area,
    state: dispute.state,
    rung: dispute.rung,
    rungName: dispute.rungName ?? null,
    openedAt: isoTime(dispute.openedAt),
    parties: dispute.parties,
    positions: dispute.positions.map(({ at, missedAt, ...position }) => ({
      ...position,
      at: isoTime(at),
      missedAt: isoTime(missedAt),
    })),
    positionsDueAt: isoTime(dispute.positionsDueAt),
    meetingDueAt: isoTime(dispute.meetingDueAt),
    rulingDueAt: isoTime(dispute.rulingDueAt),
    meetingId: dispute.meetingId ?? null,
    ruling: ruling === undefined ? null : { ...ruling, at: isoTime(ruling.at) },
  };
}

/** A joint meeting as the API shows it. */
export function meetingView(meeting: MeetingDocument) {
  const { _id, minutes } = meeting;
  return {
    id: _id,
    rung: meeting.rung,
    state: meeting.state,
    startsAt: isoTime(meeting.startsAt),
    agendaDueAt: isoTime(meeting.agendaDueAt),
    minutesDueAt: isoTime(meeting.minutesDueAt),
    place: meeting.place ?? null,
    agenda: meeting.agenda,
    attendees: meeting.attendees.map(({ at, ...attendee }) => ({ ...attendee, at: isoTime(at) })),
    results: meeting.results,
    moves: (meeting.moves ?? []).map((move) => ({
      ...move,
      from: isoTime(move.from),
      to: isoTime(move.to),
      at: isoTime(move.at),
    })),
    minutes: minutes === undefined ? null : { ...minutes, at: isoTime(minutes.at) },
  };
}

/** A precedent as the API shows it. */
export function precedentView({ _id, at, ...precedent }: PrecedentDocument) {
  return { id: _id, ...precedent, at: isoTime(at) };
}
