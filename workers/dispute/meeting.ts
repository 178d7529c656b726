import { z } from 'zod';
import { DomainError, unitGroup } from '@jiesu/domain';
import type { DisputeDocument, MeetingDocument, MeetingResult, Store } from '@jiesu/store';
import type { WorkerContext } from '../context/index.ts';
import { defineJob } from '../runtime/index.ts';
import { iso } from './dispute-variable.ts';
import { meetingVariable } from './put-on-agenda.ts';

const meetingInput = z.object({ meetingId: z.string() });

/** `hotline.invite`: closes the agenda and invites every unit that is a party to one of its disputes. */
export const invite = defineJob({
  type: 'hotline.invite',
  input: meetingInput,
  async handle({ job, input, at }, context: WorkerContext) {
    const { store } = context;
    await store.meetings.updateOne(
      { _id: input.meetingId, agendaClosedAt: { $exists: false } },
      { $set: { agendaClosedAt: new Date(at), state: 'invited' } },
    );
    const meeting = await findMeeting(store, input.meetingId);
    const disputes = await store.disputes
      .find({ _id: { $in: meeting.agenda } }, { parties: 1 })
      .lean<Pick<DisputeDocument, 'parties'>[]>();
    const units = [...new Set(disputes.flatMap(({ parties }) => parties))].sort();
    if (meeting.attendees.length === 0 && units.length > 0) {
      await store.meetings.updateOne(
        { _id: meeting._id, attendees: { $size: 0 } },
        { $set: { attendees: units.map((unitId) => ({ unitId })) } },
      );
    }
    await context.notify(
      units.map((unit) => ({
        id: `meeting-invitation:${job.key}:${unit}`,
        template: 'meeting-invitation',
        to: { unit },
        data: { meetingNo: meeting._id, startsAt: iso(meeting.startsAt) },
        at,
      })),
    );
    return {
      variables: { attendees: units.map((unitId) => ({ unitId, unitGroup: unitGroup(unitId) })) },
    };
  },
});

/** `hotline.move-meeting`: the secretary has moved the meeting; its timers read the new times. */
export const moveMeeting = defineJob({
  type: 'hotline.move-meeting',
  input: meetingInput,
  async handle({ job, input, at }, context: WorkerContext) {
    const meeting = await findMeeting(context.store, input.meetingId);
    await context.notify(
      meeting.attendees.map(({ unitId }) => ({
        id: `meeting-invitation:${job.key}:${unitId}`,
        template: 'meeting-invitation',
        to: { unit: unitId },
        data: { meetingNo: meeting._id, startsAt: iso(meeting.startsAt) },
        at,
      })),
    );
    return { variables: { meeting: meetingVariable(meeting) } };
  },
});

/**
 * `hotline.publish-rulings`: every dispute of the agenda hears what the meeting said; of which it said nothing, is deferred.
 * One that another meeting has taken over meanwhile hears nothing: the minutes came too late for it.
 */
export const publishRulings = defineJob({
  type: 'hotline.publish-rulings',
  input: meetingInput,
  async handle({ job, input }, context: WorkerContext) {
    const { store } = context;
    const meeting = await findMeeting(store, input.meetingId);
    const own = await store.disputes
      .find({ _id: { $in: meeting.agenda }, meetingId: meeting._id }, { _id: 1 })
      .lean<Pick<DisputeDocument, '_id'>[]>();
    for (const disputeId of meeting.agenda) {
      if (!own.some(({ _id }) => _id === disputeId)) continue;
      const result: MeetingResult = meeting.results.find((entry) => entry.disputeId === disputeId) ?? {
        disputeId,
        result: 'deferred',
      };
      if (result.legalBasis !== undefined) {
        await store.disputes.updateOne({ _id: disputeId }, { $set: { basis: result.legalBasis } });
      }
      await context.publish({
        name: 'meeting-ruled',
        correlationKey: disputeId,
        cause: `${job.key}:${disputeId}`,
        variables: {
          rulingResult: result.result,
          ...(result.unitId === undefined
            ? {}
            : { unitId: result.unitId, assistingUnitIds: result.assistingUnitIds ?? [] }),
        },
      });
    }
    await store.meetings.updateOne({ _id: meeting._id }, { $set: { state: 'closed' } });
    return {};
  },
});

async function findMeeting({ meetings }: Store, meetingId: string): Promise<MeetingDocument> {
  const meeting = await meetings.findById(meetingId).lean<MeetingDocument | null>();
  if (meeting === null) throw new DomainError('NOT_FOUND', { field: 'meetingId' });
  return meeting;
}
