import { z } from 'zod';
import { orderNotice, takeStep } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { releaseFollowers } from '../merge/index.ts';
import { defineJob, optional } from '../runtime/index.ts';
import { routeSchema } from './route.ts';

/**
 * `hotline.refer`: the request is of a class that is not dispatched. The class is the reason on record, and the caller gets
 * the words that the city has for it.
 */
export const refer = defineJob({
  type: 'hotline.refer',
  input: z.object({ orderId: z.string(), referralId: optional(z.string()), route: routeSchema }),
  async handle(call, context: WorkerContext) {
    const { orderId, referralId, route } = call.input;
    const { referrals } = context.city.referrals;
    const order = await takeStep(context, call, orderId, (current) => {
      const id = referralId ?? current.referral?.id ?? 'outside-duty';
      const event = { type: 'referred' as const, data: { referral: id } };
      if (current.status === 'referred' || current.status === 'closed') return { event };
      const known = referrals.find((entry) => entry.id === id);
      return {
        event,
        change: {
          set: {
            status: 'referred',
            finishedAt: new Date(call.at),
            referral: {
              ...current.referral,
              id,
              at: new Date(call.at),
              ...(known === undefined ? {} : { reason: known.zh }),
            },
            ...(route === undefined ? {} : { route }),
          },
        },
      };
    });
    await releaseFollowers(context, call.job.key, order);
    const script = referrals.find(({ id }) => id === order.referral?.id)?.script ?? '';
    await context.notify([
      orderNotice(call, order, 'caller-referred', { caller: true }, { referral: script }),
    ]);
    return {};
  },
});
