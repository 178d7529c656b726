import { z } from 'zod';
import { readOrder } from '@jiesu/store';
import { eventOf, orderNotice, systemActor } from '../context/index.ts';
import type { StepEvent, WorkerContext } from '../context/index.ts';
import { defineJob } from '../runtime/index.ts';
import type { Job } from '../runtime/index.ts';
import { disputeSchema, disputeVariable, findDispute, rungSchema } from './dispute-variable.ts';

/**
 * `hotline.plan-dispute`: the limits of a rung of the ladder, from now: positions, meeting, ruling. Planned again (header
 * `mode=again`) when the last rung did not rule in time.
 */
export const planDispute = defineJob({
  type: 'hotline.plan-dispute',
  input: z.object({ orderId: z.string(), dispute: disputeSchema, rung: rungSchema }),
  async handle({ job, input, at }, { store, calendar }: WorkerContext) {
    const { rung } = input;
    const due = (amount: number, unit: Parameters<typeof calendar.dueTime>[2]) =>
      new Date(calendar.dueTime(at, amount, unit, { unpublished: 'mark' }).at);
    await store.disputes.updateOne(
      // the same job plans once
      { _id: input.dispute.disputeId, steps: { $ne: job.key } },
      {
        $set: {
          rung: rung.number,
          ...(rung.name === undefined ? {} : { rungName: rung.name }),
          positionsDueAt: due(rung.positionsAmount, rung.positionsUnit),
          meetingDueAt: due(rung.meetingAmount, rung.meetingUnit),
          rulingDueAt: due(rung.rulingAmount, rung.rulingUnit),
        },
        $push: { steps: job.key },
      },
    );
    const dispute = await findDispute(store, input.dispute.disputeId);
    return { variables: { dispute: disputeVariable(dispute) } };
  },
});

/** `hotline.missed-positions`: the time for positions is over; the others are heard without those that are missing. */
export const missedPositions = defineJob({
  type: 'hotline.missed-positions',
  input: z.object({ orderId: z.string(), dispute: disputeSchema }),
  async handle(call, context: WorkerContext) {
    const { store } = context;
    const dispute = await findDispute(store, call.input.dispute.disputeId);
    const missing = dispute.positions.filter(
      ({ at, missedAt }) => at === undefined && missedAt === undefined,
    );
    if (missing.length > 0) {
      const positions = dispute.positions.map((entry) =>
        entry.at === undefined && entry.missedAt === undefined
          ? { ...entry, missedAt: new Date(call.at) }
          : entry,
      );
      await store.disputes.updateOne({ _id: dispute._id }, { $set: { positions, state: 'agreement' } });
    }
    const units = dispute.positions.filter(({ at }) => at === undefined).map(({ unitId }) => unitId);
    await recordEvent(context, call, call.input.orderId, { type: 'positions-missed', data: { units } });
    return {};
  },
});

/** `hotline.raise-dispute`: it was not settled, so the next rung of the ladder takes it. */
export const raiseDispute = defineJob({
  type: 'hotline.raise-dispute',
  input: z.object({ orderId: z.string(), dispute: disputeSchema }),
  async handle(call, context: WorkerContext) {
    const { job, input } = call;
    const { store } = context;
    await store.disputes.updateOne(
      { _id: input.dispute.disputeId, steps: { $ne: job.key } },
      { $inc: { rung: 1 }, $push: { steps: job.key }, $unset: { meetingId: 1 } },
    );
    const dispute = await findDispute(store, input.dispute.disputeId);
    const order = await recordEvent(context, call, input.orderId, {
      type: 'dispute-raised',
      data: { dispute: dispute._id, rung: dispute.rung },
    });
    if (order !== null) {
      await context.notify([
        orderNotice(call, order, 'raised', { group: 'role:leader' }, { occasion: 'ruling-due' }),
      ]);
    }
    return { variables: { dispute: disputeVariable(dispute) } };
  },
});

/** Puts an event on the timeline of an order that does not change by it. */
export async function recordEvent(
  context: WorkerContext,
  call: { readonly job: Job; readonly at: number },
  orderId: string,
  event: StepEvent,
) {
  const order = await readOrder(context.store, orderId);
  if (order !== null) {
    await context.events.record(
      eventOf(`job:${call.job.key}`, order, call, systemActor(call.job.type), event),
    );
  }
  return order;
}
