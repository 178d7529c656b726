import { z } from 'zod';
import { takeStep } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { defineJob } from '../runtime/index.ts';
import { routeSchema } from './route.ts';

/** `hotline.answer-at-once`: records the reply that the agent gave during the call. */
export const answerAtOnce = defineJob({
  type: 'hotline.answer-at-once',
  input: z.object({ orderId: z.string(), route: routeSchema }),
  async handle(call, context: WorkerContext) {
    const at = new Date(call.at);
    const { orderId, route } = call.input;
    await takeStep(context, call, orderId, (order) => ({
      event: { type: 'answered-at-once', data: { path: route?.path ?? null } },
      ...(order.status === 'received'
        ? {
            change: {
              set: {
                status: 'answered',
                finishedAt: at,
                reply: {
                  result: 'explained',
                  text: order.answeredAtOnce?.reply ?? '',
                  by: order.createdBy,
                  at,
                },
                ...(route === undefined ? {} : { route }),
              },
            },
          }
        : {}),
    }));
    return {};
  },
});
