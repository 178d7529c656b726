import { z } from 'zod';
import { DomainError, timeUnitSchema, toIso, toLocal, unitGroup } from '@jiesu/domain';
import type { DisputeDocument, Store } from '@jiesu/store';
import { optional } from '../runtime/index.ts';

/** What a job needs of the process variable `dispute`. */
export const disputeSchema = z.object({ disputeId: z.string() });

/** Output of the decision `escalation-ladder`. */
export const rungSchema = z.object({
  number: z.number().int().positive(),
  name: optional(z.string()),
  positionsAmount: z.number().positive(),
  positionsUnit: timeUnitSchema,
  meetingAmount: z.number().positive(),
  meetingUnit: timeUnitSchema,
  rulingAmount: z.number().positive(),
  rulingUnit: timeUnitSchema,
  agendaLeadAmount: optional(z.number().positive()),
  agendaLeadUnit: optional(timeUnitSchema),
  minutesAmount: optional(z.number().positive()),
  minutesUnit: optional(timeUnitSchema),
});

/** The process variable `dispute`: ids, codes and times. */
export function disputeVariable(dispute: DisputeDocument) {
  const { _id, parties, rung, positionsDueAt, meetingDueAt, rulingDueAt } = dispute;
  return {
    disputeId: _id,
    rung,
    parties: parties.map((unitId) => ({ unitId, unitGroup: unitGroup(unitId) })),
    positionsDueAt: iso(positionsDueAt),
    meetingDueAt: iso(meetingDueAt),
    rulingDueAt: iso(rulingDueAt),
  };
}

/** @throws DomainError NOT_FOUND */
export async function findDispute({ disputes }: Store, disputeId: string): Promise<DisputeDocument> {
  const dispute = await disputes.findById(disputeId).lean<DisputeDocument | null>();
  if (dispute === null) throw new DomainError('NOT_FOUND', { field: 'disputeId' });
  return dispute;
}

/** ISO 8601 with +08:00; null for none. */
export function iso(date: Date | undefined): string | null {
  return date === undefined ? null : toIso(toLocal(date.getTime()));
}
