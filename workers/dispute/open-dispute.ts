import { z } from 'zod';
import { mayLead } from '@jiesu/domain';
import { isDuplicateKey } from '@jiesu/store';
import type { DisputeDocument, OrderDocument, OrderPause } from '@jiesu/store';
import { endedPauses, orderNotice, takeStep, withdrawRequests } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { deadlineSet, recomputed } from '../deadlines/index.ts';
import { requestOf } from '../requests/index.ts';
import { defineJob, optional } from '../runtime/index.ts';
import { disputeVariable, findDispute } from './dispute-variable.ts';

/**
 * `hotline.open-dispute`: it is contested who is responsible. Opens the dispute between the units that had the order, that
 * were suggested or that the dispatcher asks; the order's clock stands still until the ruling, never for an emergency.
 */
export const openDispute = defineJob({
  type: 'hotline.open-dispute',
  input: z.object({
    orderId: z.string(),
    requestId: optional(z.string()),
    partyUnitIds: optional(z.array(z.string())),
  }),
  async handle(call, context: WorkerContext) {
    const { job, at, input } = call;
    const disputeId = `${input.orderId}:${job.key}`;
    const order = await takeStep(context, call, input.orderId, (current) => {
      const event = { type: 'dispute-opened' as const, data: { dispute: disputeId } };
      if (current.disputeId === disputeId) return { event };
      const paused = pausedBy(current, job.key, new Date(at));
      const deadline = recomputed({ ...current, pauses: paused }, at, context.rules);
      return {
        event,
        change: {
          set: {
            disputeId,
            status: 'disputed',
            pauses: paused,
            ...withdrawRequests(current, new Date(at), ({ type }) => type === 'return'),
            activeElements: [],
            ...(deadline === undefined
              ? {}
              : deadlineSet(current, deadline, { at, cause: event.type, by: job.key })),
          },
        },
      };
    });
    const parties = partiesOf(order, input);
    await open(context, {
      _id: disputeId,
      orderId: order._id,
      orderNo: order.orderNo,
      ...(order.category === undefined ? {} : { category: order.category }),
      area: order.area,
      openedAt: new Date(at),
      openedBy: requestOf(order, input.requestId)?.by ?? order.returns.at(-1)?.by ?? 'dispatcher',
      state: 'positions',
      rung: 1,
      parties,
      positions: parties.map((unitId) => ({ unitId })),
      steps: [],
    });
    await context.notify(parties.map((unit) => orderNotice(call, order, 'dispute-opened', { unit })));
    return {
      variables: { dispute: disputeVariable(await findDispute(context.store, disputeId)), ruled: false },
    };
  },
});

function pausedBy(order: OrderDocument, id: string, from: Date): OrderPause[] {
  const ended = endedPauses(order, from);
  if (order.urgency === 'emergency') return ended;
  return [...ended, { id, from, cause: 'dispute' }];
}

function partiesOf(
  order: OrderDocument,
  input: { readonly requestId?: string | undefined; readonly partyUnitIds?: readonly string[] | undefined },
): string[] {
  const last = order.returns.at(-1);
  const candidates =
    input.partyUnitIds !== undefined && input.partyUnitIds.length > 0
      ? [...input.partyUnitIds]
      : [
          order.unitId,
          ...(order.dispatches ?? []).map(({ unitId }) => unitId),
          requestOf(order, input.requestId)?.suggestedUnitId,
          last?.unitId,
          last?.suggestedUnitId,
        ];
  return [...new Set(candidates)].filter(
    (unitId): unitId is string => unitId !== undefined && mayLead(unitId, order),
  );
}

async function open({ store }: WorkerContext, dispute: DisputeDocument): Promise<void> {
  try {
    await store.disputes.insertMany([dispute], { lean: true });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}
