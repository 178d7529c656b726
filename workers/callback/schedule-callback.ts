import { z } from 'zod';
import { timeUnitSchema, toIso, toLocal } from '@jiesu/domain';
import type { OrderDocument } from '@jiesu/store';
import { settleCases } from '../accountability/index.ts';
import { endPauses, takeStep, withdrawRequests } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { deadlineVariable, withoutPoint } from '../deadlines/index.ts';
import { defineJob, optional } from '../runtime/index.ts';
import type { JobCall } from '../runtime/index.ts';
import { nextSlot, nextWorkingDay } from './slots.ts';

/** Output of the decision `callback-rules`. */
export const callbackRuleSchema = z.object({
  tries: z.number().int().positive(),
  slots: z.array(z.string()),
  amount: z.number().positive(),
  unit: timeUnitSchema,
  atOnce: optional(z.boolean()),
  smsWaitAmount: optional(z.number().positive()),
  smsWaitUnit: optional(timeUnitSchema),
});
type CallbackRule = z.output<typeof callbackRuleSchema>;

const inputSchema = z.object({
  orderId: z.string(),
  callbackRule: optional(callbackRuleSchema),
});
type Call = JobCall<z.output<typeof inputSchema>>;

/** A planned callback; the process variable has it in ISO times. */
interface Plan {
  readonly id: string;
  readonly attempt: number;
  readonly notBefore: Date;
  readonly dueAt: Date;
}

/**
 * `hotline.schedule-callback`: when the caller has to be called back, on the working calendar of the city. Tries go to
 * different times of the day, as the rules name them.
 */
export const scheduleCallback = defineJob({
  type: 'hotline.schedule-callback',
  input: inputSchema,
  async handle(call: Call, context: WorkerContext) {
    const order = await takeStep(context, call, call.input.orderId, (current) => {
      const plan = planOf(current, call, context);
      const { explanation, dueAt } = dueOf(current, call, context);
      const rest = withoutPoint(current.deadline ?? { startAt: new Date(call.at) });
      const deadline = {
        ...rest,
        callbackDueAt: plan?.dueAt ?? dueAt,
        explanation: { ...rest.explanation, callback: explanation },
      };
      return {
        change: {
          set: {
            // the unit's work is over: nothing can be asked of it while the caller's time of the day is awaited
            ...(current.status === 'closed' ? {} : { status: 'callback' as const }),
            deadline,
            ...(plan === undefined ? {} : { callbackPlan: { ...plan } }),
            ...endPauses(current, current.approvedAt ?? current.finishedAt ?? new Date(call.at)),
            ...withdrawRequests(current, new Date(call.at)),
          },
        },
        event: {
          type: 'callback-scheduled',
          data: { dueAt: deadline.callbackDueAt, attempt: plan?.attempt ?? 1 },
        },
      };
    });
    await settleCases(context, call, order);
    return {
      variables: {
        ...(order.deadline === undefined ? {} : { deadline: deadlineVariable(order.deadline) }),
        ...(call.input.callbackRule === undefined ? {} : { callback: callbackVariable(order) }),
      },
    };
  },
});

/** The process variable `callback`. */
export function callbackVariable({ callbackPlan }: Pick<OrderDocument, 'callbackPlan'>) {
  const iso = (value: unknown): string | null =>
    value instanceof Date ? toIso(toLocal(value.getTime())) : null;
  return {
    attempt: callbackPlan?.['attempt'] ?? 1,
    notBefore: iso(callbackPlan?.['notBefore']),
    dueAt: iso(callbackPlan?.['dueAt']),
    smsUntil: iso(callbackPlan?.['smsUntil']),
  };
}

/** Tries of the present round. */
export function attemptsOf({ callbackAttempts = [], redos }: OrderDocument) {
  const since = redos.at(-1)?.at ?? new Date(0);
  return callbackAttempts.filter(({ at }) => at >= since);
}

function planOf(order: OrderDocument, call: Call, context: WorkerContext): Plan | undefined {
  const rule = call.input.callbackRule;
  if (rule === undefined) return undefined;
  const { callbackPlan } = order;
  if (callbackPlan?.['id'] === call.job.key) return callbackPlan as unknown as Plan;
  const attempt = attemptsOf(order).length + 1;
  const finished = finishedAt(order, call.at);
  const slot = slotFor(rule, attempt, attempt === 1 ? finished : call.at, context);
  const due = dueOf(order, call, context).dueAt.getTime();
  const notBefore = attempt === 1 && rule.atOnce === true ? call.at : (slot?.from ?? call.at);
  return {
    id: call.job.key,
    attempt,
    notBefore: new Date(notBefore),
    dueAt: new Date(attempt === 1 ? Math.max(due, slot?.from ?? 0) : (slot?.to ?? due)),
  };
}

/** Each try has another time of the day; those after the first come in the next one of theirs. */
function slotFor(rule: CallbackRule, attempt: number, from: number, { calendar }: WorkerContext) {
  const text = rule.slots[(attempt - 1) % Math.max(rule.slots.length, 1)];
  if (text === undefined) return undefined;
  const after = attempt === 1 && rule.atOnce !== true ? nextWorkingDay(from, calendar) : from;
  return nextSlot(text, after, calendar);
}

function dueOf(order: OrderDocument, { input, at }: Call, { calendar }: WorkerContext) {
  const { callbackRule } = input;
  const due = calendar.addWorkingTime(
    // counted from the end of the handling, so that a late or repeated job changes nothing
    finishedAt(order, at),
    callbackRule?.amount ?? 1,
    callbackRule?.unit ?? 'working-days',
    { unpublished: 'mark' },
  );
  return { dueAt: new Date(due.dueAt), explanation: [...due.explanation] };
}

function finishedAt(order: OrderDocument, now: number): number {
  return (order.approvedAt ?? order.finishedAt)?.getTime() ?? now;
}
