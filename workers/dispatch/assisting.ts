import { z } from 'zod';
import { limitsSchema, pausesUntil, subDeadline, toIso, toLocal, unitGroup } from '@jiesu/domain';
import type { OrderAssisting, OrderDocument } from '@jiesu/store';
import { orderNotice, takeStep } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { defineJob, optional } from '../runtime/index.ts';

const assistSchema = z.object({ unitId: z.string(), unitGroup: z.string(), key: z.string() });

/**
 * `hotline.plan-assisting`: when the assisting units are due, counted backwards from the lead's deadline. Header
 * `mode=rearm`: the lead's deadline moved, so one unit's part (variable assist) moves too.
 */
export const planAssisting = defineJob({
  type: 'hotline.plan-assisting',
  input: z.object({
    orderId: z.string(),
    assistingUnitIds: optional(z.array(z.string())),
    assist: optional(assistSchema),
  }),
  async handle(call, context: WorkerContext) {
    const { input, job, at } = call;
    const rearm = job.headers['mode'] === 'rearm' ? input.assist : undefined;
    const order = await takeStep(context, call, input.orderId, (current) => {
      const assisting = planned(current, input.assistingUnitIds, context, at);
      if (assisting.length === 0) return {};
      return {
        change: { set: { assisting } },
        event: { type: 'assisting-planned', data: { units: assisting.map(({ unitId }) => unitId) } },
      };
    });
    const parts = (order.assisting ?? []).map((part) => variableOf(order, part));
    if (rearm !== undefined) {
      return { variables: { assist: parts.find(({ unitId }) => unitId === rearm.unitId) ?? rearm } };
    }
    await context.notify(
      parts.map(({ unitId }) =>
        orderNotice(call, order, 'dispatched', { unit: unitId }, { assisting: true }),
      ),
    );
    return { variables: { assisting: parts } };
  },
});

/** `hotline.missed-assist`: an assisting unit has not said anything in time; the lead goes on without it. */
export const missedAssist = defineJob({
  type: 'hotline.missed-assist',
  input: z.object({ orderId: z.string(), assist: assistSchema }),
  async handle(call, context: WorkerContext) {
    const { unitId } = call.input.assist;
    const order = await takeStep(context, call, call.input.orderId, (current) => {
      const part = current.assisting?.find((entry) => entry.unitId === unitId);
      const event = { type: 'assist-missed' as const, data: { unitId } };
      if (part === undefined || part.missedAt !== undefined || part.at !== undefined) return { event };
      const missedAt = new Date(call.at);
      return {
        event,
        change: {
          set: {
            assisting: (current.assisting ?? []).map((entry) =>
              entry.unitId === unitId ? { ...entry, missedAt } : entry,
            ),
          },
        },
      };
    });
    await context.notify([
      orderNotice(call, order, 'reminder', { unit: unitId }, { occasion: 'assist-due' }),
    ]);
    return {};
  },
});

function planned(
  order: OrderDocument,
  given: readonly string[] | undefined,
  context: WorkerContext,
  now: number,
): OrderAssisting[] {
  const dueAt = assistDue(order, context, now);
  return (order.assistingUnitIds ?? given ?? []).map((unitId) => ({
    ...order.assisting?.find((entry) => entry.unitId === unitId),
    unitId,
    ...(dueAt === undefined ? {} : { dueAt }),
  }));
}

function assistDue(order: OrderDocument, { calendar }: WorkerContext, now: number): Date | undefined {
  const { deadline } = order;
  const limits = limitsSchema.safeParse(deadline?.limits).data;
  if (deadline?.dueAt === undefined) return undefined;
  return new Date(
    subDeadline(
      {
        dueAt: deadline.dueAt.getTime(),
        leadAmount: limits?.assistLeadAmount ?? 0,
        leadUnit: limits?.assistLeadUnit ?? 'working-days',
        from: (order.signedAt ?? deadline.startAt).getTime(),
        pauses: pausesUntil(order, now),
        forUnit: order.unitId,
      },
      calendar,
    ),
  );
}

function variableOf(order: OrderDocument, { unitId, dueAt }: OrderAssisting) {
  const due = dueAt ?? order.deadline?.dueAt;
  return {
    unitId,
    unitGroup: unitGroup(unitId),
    dueAt: due === undefined ? null : toIso(toLocal(due.getTime())),
    key: `${order._id}:${unitId}`,
  };
}
