import { z } from 'zod';
import { toIso, toLocal } from '@jiesu/domain';
import { isDuplicateKey } from '@jiesu/store';
import type { DisputeDocument, MeetingDocument } from '@jiesu/store';
import type { WorkerContext } from '../context/index.ts';
import { defineJob } from '../runtime/index.ts';
import { disputeSchema, findDispute, iso, rungSchema } from './dispute-variable.ts';
import { recordEvent } from './plan-dispute.ts';

type Rung = z.output<typeof rungSchema>;
const NOT_HELD = ['planned', 'agenda'] as const;

/**
 * `hotline.put-on-agenda`: the dispute joins the planned meeting of its rung, so that one meeting rules on several; when
 * none is planned in time, one is planned and its process starts.
 */
export const putOnAgenda = defineJob({
  type: 'hotline.put-on-agenda',
  input: z.object({ orderId: z.string(), dispute: disputeSchema, rung: rungSchema }),
  async handle(call, context: WorkerContext) {
    const { input, at } = call;
    const dispute = await findDispute(context.store, input.dispute.disputeId);
    const meeting =
      (await ownMeeting(dispute, at, context)) ??
      (await join(dispute, input.rung, at, context)) ??
      (await plan(dispute, input.rung, call, context));
    await context.store.disputes.updateOne(
      { _id: dispute._id },
      { $set: { meetingId: meeting._id, state: 'meeting' } },
    );
    if (meeting.steps.includes(call.job.key)) {
      await context.publish({
        name: 'meeting-planned',
        correlationKey: meeting._id,
        cause: meeting._id,
        variables: {
          meetingId: meeting._id,
          rung: input.rung.number,
          meeting: meetingVariable(meeting),
        },
      });
    }
    await recordEvent(context, call, input.orderId, {
      type: 'put-on-agenda',
      data: { dispute: dispute._id, meeting: meeting._id },
    });
    return {};
  },
});

/** The process variable `meeting`. */
export function meetingVariable({ startsAt, agendaDueAt, minutesDueAt }: MeetingDocument) {
  return { startsAt: iso(startsAt), agendaDueAt: iso(agendaDueAt), minutesDueAt: iso(minutesDueAt) };
}

/** The meeting that it is on already, when that is still to come. */
async function ownMeeting(
  { _id, meetingId }: DisputeDocument,
  now: number,
  { store }: WorkerContext,
): Promise<MeetingDocument | undefined> {
  if (meetingId === undefined) return undefined;
  const meeting = await store.meetings
    .findOne({ _id: meetingId, agenda: _id, startsAt: { $gt: new Date(now) }, state: { $ne: 'closed' } })
    .lean<MeetingDocument | null>();
  return meeting ?? undefined;
}

async function join(
  dispute: DisputeDocument,
  rung: Rung,
  now: number,
  { store }: WorkerContext,
): Promise<MeetingDocument | undefined> {
  const planned = await store.meetings
    .find({
      state: { $in: [...NOT_HELD] },
      rung: rung.number,
      startsAt: { $gt: new Date(now), $lte: dispute.rulingDueAt ?? new Date(now) },
    })
    .sort({ startsAt: 1 })
    .lean<MeetingDocument[]>();
  for (const meeting of planned) {
    // invitations may have gone out since it was read
    const result = await store.meetings.updateOne(
      { _id: meeting._id, state: { $in: [...NOT_HELD] }, agendaClosedAt: { $exists: false } },
      { $addToSet: { agenda: dispute._id } },
    );
    if (result.matchedCount === 1) return { ...meeting, agenda: [...meeting.agenda, dispute._id] };
  }
  return undefined;
}

async function plan(
  dispute: DisputeDocument,
  rung: Rung,
  { job, at: now }: { readonly job: { readonly key: string }; readonly at: number },
  context: WorkerContext,
): Promise<MeetingDocument> {
  const { calendar, store } = context;
  const startsAt = startOf(dispute, now, context);
  const agendaDueAt = calendar.subtractWorkingTime(
    startsAt,
    rung.agendaLeadAmount ?? 1,
    rung.agendaLeadUnit ?? 'working-days',
  );
  const minutesDueAt = calendar.dueTime(
    startsAt,
    rung.minutesAmount ?? 1,
    rung.minutesUnit ?? 'working-days',
    { unpublished: 'mark' },
  ).at;
  const meeting: MeetingDocument = {
    // one for a dispute and rung, so that a second delivery finds the first one's
    _id: `M${toIso(toLocal(startsAt)).slice(0, 10).replaceAll('-', '')}-${rung.number}-${dispute.orderNo.slice(-6)}-${dispute._id.split(':').at(-1) ?? ''}`,
    rung: rung.number,
    startsAt: new Date(startsAt),
    agendaDueAt: new Date(Math.min(Math.max(agendaDueAt, now), startsAt)),
    minutesDueAt: new Date(minutesDueAt),
    plannedAt: new Date(now),
    state: 'planned',
    agenda: [dispute._id],
    attendees: [],
    results: [],
    // whoever plans it starts its process
    steps: [job.key],
  };
  try {
    await store.meetings.insertMany([meeting], { lean: true });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
  return meeting;
}

/** At the limit for meetings; when that is past, halfway to the ruling's, in duty hours unless it is an emergency's. */
function startOf(dispute: DisputeDocument, now: number, { calendar }: WorkerContext): number {
  const meeting = dispute.meetingDueAt?.getTime() ?? now;
  if (meeting > now) return meeting;
  const ruling = dispute.rulingDueAt?.getTime() ?? now;
  const half = now + Math.max(Math.floor((ruling - now) / 2), 0);
  const open = Date.parse(calendar.nextWorkingMoment(half));
  return open <= ruling ? open : half;
}
