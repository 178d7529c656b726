import { z } from 'zod';
import type { OrderCard } from '@jiesu/store';
import { orderNotice, takeStep } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { defineJob, optional } from '../runtime/index.ts';

/** The step of supervision that a measure belongs to. */
export const takenStepSchema = z.object({ id: z.string(), occasion: optional(z.string()) });

/** `hotline.issue-card`: a yellow or red card (header `colour`) for the unit, with the step that caused it. */
export const issueCard = defineJob({
  type: 'hotline.issue-card',
  input: z.object({ orderId: z.string(), step: takenStepSchema }),
  async handle(call, context: WorkerContext) {
    const { step, orderId } = call.input;
    const colour = call.job.headers['colour'] === 'red' ? 'red' : 'yellow';
    const cause = step.occasion ?? step.id;
    const order = await takeStep(context, call, orderId, (current) => {
      const known = current.cards?.find(({ id }) => id === call.job.key);
      const unitId = known === undefined ? current.unitId : known.unitId;
      const card: OrderCard = {
        id: call.job.key,
        colour,
        cause,
        at: new Date(call.at),
        ...(unitId === undefined ? {} : { unitId }),
      };
      return {
        event: { type: 'card-issued', data: { colour, cause, unitId: unitId ?? null, step: step.id } },
        ...(known === undefined ? { change: { add: { cards: [card] } } } : {}),
      };
    });
    const unitId = order.cards?.find(({ id }) => id === call.job.key)?.unitId;
    if (unitId !== undefined) {
      await context.notify(
        [{ unit: unitId }, { group: `unit-leader:${unitId}` }].map((to) =>
          orderNotice(call, order, 'card-issued', to, { colour, cause }),
        ),
      );
    }
    return {};
  },
});
