import { z } from 'zod';
import { orderNotice, recipientOf, takeStep } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { defineJob, optional } from '../runtime/index.ts';
import type { JobCall, JobResult } from '../runtime/index.ts';

const inputSchema = z.object({
  orderId: optional(z.string()),
  step: optional(z.object({ occasion: optional(z.string()) })),
  meetingId: optional(z.string()),
  reportId: optional(z.string()),
});
type Call = JobCall<z.output<typeof inputSchema>>;

/**
 * `hotline.remind`: records a reminder and tells who has to act (header `to`: `unit`, `unit-leader` or a group; the unit
 * without it). The occasion is the header `occasion`, else that of the step of supervision.
 */
export const remind = defineJob({
  type: 'hotline.remind',
  input: inputSchema,
  async handle(call: Call, context: WorkerContext): Promise<JobResult> {
    const { job, input } = call;
    const occasion = job.headers['occasion'] ?? input.step?.occasion ?? 'due';
    if (input.orderId === undefined) await tellGroup(context, call, occasion);
    else await remindOfOrder(call, context, input.orderId, occasion);
    return {};
  },
});

async function remindOfOrder(
  call: Call,
  context: WorkerContext,
  orderId: string,
  occasion: string,
): Promise<void> {
  const { job, at } = call;
  const to = job.headers['to'] ?? 'unit';
  const order = await takeStep(context, call, orderId, (current) => {
    const event = {
      type: 'reminder-sent' as const,
      data: { occasion, to, unitId: current.unitId ?? null },
    };
    if (current.reminders.some(({ id }) => id === job.key)) return { event };
    return {
      event,
      change: {
        add: { reminders: [{ id: job.key, occasion, at: new Date(at), elementId: job.elementId }] },
      },
    };
  });
  const recipient = recipientOf(to, order.unitId);
  if (recipient !== undefined) {
    await context.notify([orderNotice(call, order, 'reminder', recipient, { occasion })]);
  }
}

/** A meeting or a report belongs to no order. */
async function tellGroup(context: WorkerContext, { job, at, input }: Call, occasion: string): Promise<void> {
  const to = recipientOf(job.headers['to'] ?? 'role:supervisor', undefined);
  if (to === undefined) return;
  await context.notify([
    {
      id: `reminder:${job.key}`,
      template: 'reminder',
      to,
      data: { occasion, orderNo: input.meetingId ?? input.reportId ?? '' },
      at,
    },
  ]);
}
