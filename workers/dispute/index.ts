import { invite, moveMeeting, publishRulings } from './meeting.ts';
import { openDispute } from './open-dispute.ts';
import { missedPositions, planDispute, raiseDispute } from './plan-dispute.ts';
import { putOnAgenda } from './put-on-agenda.ts';
import { recordRuling } from './record-ruling.ts';

/** 职责争议与联席会议: positions, the ladder, meetings and rulings. */
export const disputeHandlers = [
  openDispute,
  planDispute,
  missedPositions,
  putOnAgenda,
  raiseDispute,
  recordRuling,
  invite,
  moveMeeting,
  publishRulings,
];
