import { z } from 'zod';
import type { OrderDeadline, OrderDocument } from '@jiesu/store';
import { orderNotice, recipientOf, takeStep } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import {
  deadlinePointSchema,
  deadlineVariable,
  isNeeded,
  limitsSchema,
  nextPoint,
  pointsOf,
  withPoint,
} from '../deadlines/index.ts';
import type { Limits } from '../deadlines/index.ts';
import { defineJob, optional } from '../runtime/index.ts';
import type { JobCall, JobResult } from '../runtime/index.ts';

const inputSchema = z.object({
  orderId: optional(z.string()),
  deadline: optional(deadlinePointSchema),
  step: optional(z.object({ occasion: optional(z.string()) })),
  meetingId: optional(z.string()),
  reportId: optional(z.string()),
});
type Call = JobCall<z.output<typeof inputSchema>>;

/**
 * `hotline.remind`: records a reminder and tells who has to act (header `to`: `unit`, `unit-leader` or a group; the unit
 * without it). The occasion is the header `occasion`, else that of the step of supervision, else the point of the
 * deadline that was waited for; in the last case the next point is named, and nobody is reminded of what is done by now.
 */
export const remind = defineJob({
  type: 'hotline.remind',
  input: inputSchema,
  async handle(call: Call, context: WorkerContext): Promise<JobResult> {
    const { job, input } = call;
    const fixed = job.headers['occasion'] ?? input.step?.occasion;
    if (input.orderId === undefined) {
      await tellGroup(context, call, fixed ?? 'due');
      return {};
    }
    return remindOfOrder(call, context, input.orderId, fixed);
  },
});

async function remindOfOrder(
  call: Call,
  context: WorkerContext,
  orderId: string,
  fixed: string | undefined,
): Promise<JobResult> {
  const { job, at, input } = call;
  const occasion = fixed ?? input.deadline?.nextOccasion ?? 'due';
  const to = job.headers['to'] ?? 'unit';
  const order = await takeStep(context, call, orderId, (current) => {
    const needed = fixed !== undefined || isNeeded({ occasion }, current);
    const event = {
      type: 'reminder-sent' as const,
      data: { occasion, to, unitId: current.unitId ?? null },
    };
    if (current.reminders.some(({ id }) => id === job.key)) return { event };
    const deadline = fixed === undefined ? advanced(current, occasion, at, context) : undefined;
    const set = deadline === undefined ? {} : { set: { deadline } };
    if (!needed) return deadline === undefined ? {} : { change: set };
    return {
      event,
      change: {
        ...set,
        add: { reminders: [{ id: job.key, occasion, at: new Date(at), elementId: job.elementId }] },
      },
    };
  });
  const recipient = recipientOf(to, order.unitId);
  if (recipient !== undefined && order.reminders.some(({ id }) => id === job.key)) {
    await context.notify([orderNotice(call, order, 'reminder', recipient, { occasion })]);
  }
  if (fixed !== undefined || order.deadline === undefined) return {};
  return { variables: { deadline: deadlineVariable(order.deadline) } };
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

function advanced(
  order: OrderDocument,
  occasion: string,
  now: number,
  { calendar }: WorkerContext,
): OrderDeadline | undefined {
  const { deadline } = order;
  // advanced before, when nothing had to be recorded: the same job is delivered again
  if (deadline === undefined || deadline.nextOccasion !== occasion) return undefined;
  const points = pointsOf(deadline, remindersOf(deadline.limits), order, calendar);
  const passed = { at: deadline.nextAt?.getTime() ?? now, occasion };
  return withPoint(deadline, nextPoint(points, order, now, passed));
}

function remindersOf(limits: OrderDeadline['limits']): Pick<Limits, 'remindBeforeHours'> {
  const parsed = limitsSchema.pick({ remindBeforeHours: true }).safeParse(limits ?? {});
  return { remindBeforeHours: parsed.data?.remindBeforeHours };
}
