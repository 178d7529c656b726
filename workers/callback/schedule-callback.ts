import { z } from 'zod';
import { takeStep } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { deadlineVariable, limitsSchema, withPoint } from '../deadlines/index.ts';
import { defineJob } from '../runtime/index.ts';

/** `hotline.schedule-callback`: when the caller has to be called back, on the working calendar of the city. */
export const scheduleCallback = defineJob({
  type: 'hotline.schedule-callback',
  input: z.object({ orderId: z.string(), limits: limitsSchema }),
  async handle(call, context: WorkerContext) {
    const { callbackAmount = 1, callbackUnit = 'working-days' } = call.input.limits;
    const order = await takeStep(context, call, call.input.orderId, (current) => {
      // counted from the end of the handling, so that a late or repeated job changes nothing
      const finishedAt = (current.approvedAt ?? current.finishedAt)?.getTime() ?? call.at;
      const due = context.calendar.addWorkingTime(finishedAt, callbackAmount, callbackUnit, {
        unpublished: 'mark',
      });
      const rest = withPoint(current.deadline ?? { startAt: new Date(call.at) }, undefined);
      const deadline = {
        ...rest,
        callbackDueAt: new Date(due.dueAt),
        explanation: { ...rest.explanation, callback: [...due.explanation] },
      };
      return {
        change: { set: { deadline } },
        event: { type: 'callback-scheduled', data: { dueAt: deadline.callbackDueAt } },
      };
    });
    return order.deadline === undefined ? {} : { variables: { deadline: deadlineVariable(order.deadline) } };
  },
});
