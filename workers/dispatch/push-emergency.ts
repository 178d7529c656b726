import { z } from 'zod';
import { takeStep } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { defineJob } from '../runtime/index.ts';

/** `hotline.push-emergency`: pushes an emergency to the squad on duty of the unit. */
export const pushEmergency = defineJob({
  type: 'hotline.push-emergency',
  input: z.object({ orderId: z.string() }),
  async handle(call, context: WorkerContext) {
    await takeStep(context, call, call.input.orderId, (order) => {
      const unit = context.city.units.units.find(({ id }) => id === order.unitId);
      return {
        event: {
          type: 'emergency-pushed',
          data: { unitId: order.unitId ?? null, squad: unit?.emergencySquad?.zh ?? null },
        },
        // a redo is pushed again, a redelivered job is not
        ...(order.pushedAt !== undefined &&
        order.pushedAt.getTime() >= (order.deadline?.startAt.getTime() ?? 0)
          ? {}
          : { change: { set: { pushedAt: new Date(call.at) } } }),
      };
    });
    return {};
  },
});
