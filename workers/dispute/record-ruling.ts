import { z } from 'zod';
import { mayLead, unitGroup } from '@jiesu/domain';
import { InsertLog } from '@jiesu/store';
import type {
  CatalogueVersionDocument,
  DisputeDocument,
  DisputeRuling,
  OrderDocument,
  PrecedentDocument,
} from '@jiesu/store';
import { endPauses, takeStep } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { deadlineSet, recomputed } from '../deadlines/index.ts';
import { defineJob, optional } from '../runtime/index.ts';
import { disputeSchema, findDispute } from './dispute-variable.ts';

/**
 * `hotline.record-ruling`: it is settled who leads and who assists. There is no return after it; the clock goes on; the
 * ruling becomes a precedent and proposes an entry for the dispatch catalogue.
 */
export const recordRuling = defineJob({
  type: 'hotline.record-ruling',
  input: z.object({
    orderId: z.string(),
    dispute: disputeSchema,
    unitId: z.string(),
    assistingUnitIds: optional(z.array(z.string())),
    agreed: optional(z.boolean()),
  }),
  async handle(call, context: WorkerContext) {
    const { input, at } = call;
    const dispute = await findDispute(context.store, input.dispute.disputeId);
    const ruling = dispute.ruling ?? rulingOf(dispute, input, new Date(at));
    if (dispute.ruling === undefined) {
      await context.store.disputes.updateOne({ _id: dispute._id }, { $set: { ruling, state: 'ruled' } });
    }
    const order = await takeStep(context, call, input.orderId, (current) => {
      const event = {
        type: 'ruled' as const,
        data: {
          dispute: dispute._id,
          unitId: ruling.unitId,
          assistingUnitIds: ruling.assistingUnitIds,
          by: ruling.by,
          // what the classifier is to learn: this category in this area is led by this unit
          label: { category: current.category ?? null, area: current.area, unitId: ruling.unitId },
        },
      };
      if (current.ruled === true && current.disputeId === dispute._id) return { event };
      const moment = new Date(at);
      const pauses = endPauses(current, moment);
      const deadline = recomputed({ ...current, ...pauses }, at, context.rules);
      return {
        event,
        change: {
          set: {
            ruled: true,
            disputeId: dispute._id,
            assistingUnitIds: ruling.assistingUnitIds.filter((id) => mayLead(id, current)),
            ...pauses,
            ...(deadline === undefined
              ? {}
              : deadlineSet(current, deadline, { at, cause: event.type, by: call.job.key })),
            ...decided(current, ruling, moment),
          },
        },
      };
    });
    await learn(context, order, dispute, ruling);
    return {
      variables: {
        unitId: ruling.unitId,
        unitGroup: unitGroup(ruling.unitId),
        assistingUnitIds: order.assistingUnitIds ?? [],
        ruled: true,
      },
    };
  },
});

function rulingOf(
  dispute: DisputeDocument,
  input: {
    readonly unitId: string;
    readonly assistingUnitIds?: string[] | undefined;
    readonly agreed?: boolean | undefined;
  },
  at: Date,
): DisputeRuling {
  const { unitId, assistingUnitIds = [], agreed } = input;
  return {
    unitId,
    assistingUnitIds: assistingUnitIds.filter((id) => id !== unitId),
    by: agreed === true ? 'agreement' : 'meeting',
    at,
    ...(dispute.basis === undefined ? {} : { legalBasis: dispute.basis }),
    ...(agreed === true || dispute.meetingId === undefined ? {} : { meetingId: dispute.meetingId }),
  };
}

/** The return that led here is answered by the ruling. */
function decided(order: OrderDocument, ruling: DisputeRuling, at: Date): Partial<OrderDocument> {
  const open = (order.requests ?? []).some(({ type, state }) => type === 'return' && state === 'open');
  if (!open) return {};
  return {
    requests: (order.requests ?? []).map((request) =>
      request.type === 'return' && request.state === 'open'
        ? {
            ...request,
            state: request.unitId === ruling.unitId ? ('refused' as const) : ('approved' as const),
            decidedAt: at,
            decidedBy: ruling.by,
          }
        : request,
    ),
  };
}

async function learn(
  { store }: WorkerContext,
  order: OrderDocument,
  dispute: DisputeDocument,
  ruling: DisputeRuling,
): Promise<void> {
  const precedent: PrecedentDocument = {
    _id: dispute._id,
    orderId: order._id,
    orderNo: order.orderNo,
    title: order.title,
    ...(order.category === undefined ? {} : { category: order.category }),
    area: order.area,
    unitId: ruling.unitId,
    assistingUnitIds: ruling.assistingUnitIds,
    otherUnitIds: dispute.parties.filter((unitId) => unitId !== ruling.unitId),
    by: ruling.by,
    ...(ruling.legalBasis === undefined ? {} : { legalBasis: ruling.legalBasis }),
    at: ruling.at,
  };
  await new InsertLog<PrecedentDocument>(store.precedents).insert(precedent);
  if (order.category === undefined) return;
  await new InsertLog<CatalogueVersionDocument>(store.catalogueVersions).insert({
    _id: `proposal:${dispute._id}`,
    version: (order.catalogueVersion ?? 1) + 1,
    state: 'proposed',
    source: 'ruling',
    entry: {
      category: order.category,
      area: order.area,
      unitId: ruling.unitId,
      disputeId: dispute._id,
    },
    at: ruling.at,
    by: ruling.by,
  });
}
