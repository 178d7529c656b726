import { z } from 'zod';
import type { OrderDocument } from '@jiesu/store';
import { takeStep } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { defineJob, optional } from '../runtime/index.ts';

/**
 * `hotline.redo`: the caller is dissatisfied for a good reason, so the order is handled again. What was done before is
 * kept with the redo; the moments of the new round start empty.
 */
export const redo = defineJob({
  type: 'hotline.redo',
  input: z.object({ orderId: z.string(), redoCount: optional(z.number().int().nonnegative()) }),
  async handle(call, context: WorkerContext) {
    const number = (call.input.redoCount ?? 0) + 1;
    await takeStep(context, call, call.input.orderId, (order) => ({
      event: { type: 'redo-started', data: { number } },
      ...(order.redos.some(({ id }) => id === call.job.key)
        ? {}
        : {
            change: {
              set: { redoCount: number },
              add: { redos: [{ id: call.job.key, at: new Date(call.at), number, previous: roundOf(order) }] },
              unset: [
                'signedAt',
                'contactedAt',
                'contact',
                'onSiteAt',
                'onSite',
                'finishedAt',
                'approvedAt',
                'review',
                'reply',
                'calledBackAt',
                'callback',
                'deadline',
                'callbackPlan',
                'smsReply',
              ],
            },
          }),
    }));
    return { variables: { redoCount: number } };
  },
});

function roundOf(order: OrderDocument): Record<string, unknown> {
  const { signedAt, contactedAt, onSiteAt, finishedAt, approvedAt, calledBackAt, reply, callback, deadline } =
    order;
  const round = {
    signedAt,
    contactedAt,
    onSiteAt,
    finishedAt,
    approvedAt,
    calledBackAt,
    reply,
    callback,
    deadline,
  };
  return Object.fromEntries(Object.entries(round).filter(([, value]) => value !== undefined));
}
