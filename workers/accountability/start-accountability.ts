import { z } from 'zod';
import { unitGroup } from '@jiesu/domain';
import { isDuplicateKey } from '@jiesu/store';
import type { CaseDocument } from '@jiesu/store';
import { takeStep } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { defineJob } from '../runtime/index.ts';
import { takenStepSchema } from '../supervision/index.ts';

/**
 * `hotline.start-accountability`: opens a case against the unit, one for a step of supervision, and starts its process.
 * A red card and a notice are different causes.
 */
export const startAccountability = defineJob({
  type: 'hotline.start-accountability',
  input: z.object({ orderId: z.string(), step: takenStepSchema }),
  async handle(call, context: WorkerContext) {
    const { orderId, step } = call.input;
    const caseId = `${orderId}:${step.id}`;
    const order = await takeStep(context, call, orderId, (current) => ({
      event: { type: 'accountability-started', data: { caseId, unitId: current.unitId ?? null } },
      ...(current.caseIds?.includes(caseId)
        ? {}
        : { change: { set: { caseIds: [...(current.caseIds ?? []), caseId] } } }),
    }));
    if (order.unitId === undefined) return {};
    const red =
      order.cards?.some(({ colour, cause }) => colour === 'red' && cause === step.occasion) ?? false;
    const cause = red ? 'red-card' : 'overdue';
    await open(context, {
      _id: caseId,
      orderId,
      orderNo: order.orderNo,
      unitId: order.unitId,
      cause,
      openedAt: new Date(call.at),
      state: 'open',
      measures: [],
    });
    await context.publish({
      name: 'accountability-started',
      correlationKey: caseId,
      cause: caseId,
      variables: {
        caseId,
        orderId,
        orderNo: order.orderNo,
        unitId: order.unitId,
        unitGroup: unitGroup(order.unitId),
        cause,
        urgency: order.urgency ?? null,
        category: order.category ?? null,
        area: order.area,
        kind: order.kind ?? null,
        callerType: order.callerType,
      },
    });
    return {};
  },
});

async function open({ store }: WorkerContext, document: CaseDocument): Promise<void> {
  try {
    await store.cases.insertMany([document], { lean: true });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}
