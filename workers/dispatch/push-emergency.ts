import { z } from 'zod';
import { orderNotice, takeStep } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { defineJob } from '../runtime/index.ts';

/** `hotline.push-emergency`: pushes an emergency to the squad on duty of the unit. */
export const pushEmergency = defineJob({
  type: 'hotline.push-emergency',
  input: z.object({ orderId: z.string() }),
  async handle(call, context: WorkerContext) {
    const order = await takeStep(context, call, call.input.orderId, (current) => {
      const unit = context.city.units.units.find(({ id }) => id === current.unitId);
      return {
        event: {
          type: 'emergency-pushed',
          data: { unitId: current.unitId ?? null, squad: unit?.emergencySquad?.zh ?? null },
        },
        // a redo is pushed again, a redelivered job is not
        ...(current.pushedAt !== undefined &&
        current.pushedAt.getTime() >= (current.deadline?.startAt.getTime() ?? 0)
          ? {}
          : { change: { set: { pushedAt: new Date(call.at) } } }),
      };
    });
    if (order.unitId !== undefined) {
      await context.notify(
        [order.unitId, ...(order.assistingUnitIds ?? [])].map((unit) =>
          orderNotice(call, order, 'emergency-pushed', { unit, duty: true }),
        ),
      );
    }
    return {};
  },
});
