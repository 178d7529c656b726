import type { Dispute } from '../api/index.ts';

/** The limit that a dispute waits for now; undefined once it is ruled. */
export function dueOfDispute(dispute: Dispute): string | undefined {
  const dueAt = {
    positions: dispute.positionsDueAt,
    agreement: dispute.meetingDueAt,
    meeting: dispute.rulingDueAt,
  };
  return dueAt[dispute.state as keyof typeof dueAt] ?? undefined;
}
