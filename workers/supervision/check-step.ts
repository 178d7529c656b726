import { z } from 'zod';
import { isStillNeeded, toIso, toLocal } from '@jiesu/domain';
import type { SupervisionPoint } from '@jiesu/domain';
import type { OrderChange, OrderDocument, OrderStep } from '@jiesu/store';
import { orderNotice, takeStep } from '../context/index.ts';
import type { StepEvent, WorkerContext } from '../context/index.ts';
import {
  calendarOf,
  deadlineVariable,
  orderPoints,
  rulesOf,
  stepFacts,
  supervised,
} from '../deadlines/index.ts';
import type { StepRule } from '../deadlines/index.ts';
import { defineJob } from '../runtime/index.ts';

/** Tasks that a step makes are due a working day later where its rule says nothing. */
const TASK_DUE = { amount: 1, unit: 'working-days' } as const;
const RAISED_TO: Readonly<Record<string, 'unit-leader' | 'office'>> = {
  'raise-leader': 'unit-leader',
  'raise-office': 'office',
};

/**
 * `hotline.check-step`: a moment of supervision has come. Records the step as taken, so that it never comes again for
 * the same deadline, says what is to be done (`none` when the reason is gone by now) and names the next moment.
 */
export const checkStep = defineJob({
  type: 'hotline.check-step',
  input: z.object({ orderId: z.string() }),
  async handle(call, context: WorkerContext) {
    const order = await takeStep(context, call, call.input.orderId, (current) => {
      const calendar = calendarOf(current, context.rules);
      if (current.steps?.some(({ id }) => id === call.job.key)) return raisedEvent(current, call.job.key);
      const point = duePoint(current, call.at, context);
      if (current.deadline === undefined) return {};
      if (point === undefined) {
        return { change: { set: { deadline: supervised(current, current.deadline, call.at, calendar) } } };
      }
      const step = stepOf(call.job.key, point, current, call.at);
      const after = { ...current, steps: [...(current.steps ?? []), step] };
      return {
        ...raisedEvent(after, call.job.key),
        change: {
          set: { deadline: supervised(after, current.deadline, call.at, calendar) },
          add: { steps: [step], ...raises(step, current) },
        },
      };
    });
    const step = order.steps?.find(({ id }) => id === call.job.key);
    if (step !== undefined) await tellRaised(context, call, order, step);
    return {
      variables: {
        step: {
          id: step === undefined ? call.job.key : `${step.step}-${step.basis.getTime()}`,
          occasion: step?.occasion ?? null,
          action: step?.taken === true ? step.action : 'none',
          dueAt: step === undefined ? null : taskDue(step, order, context),
        },
        ...(order.deadline === undefined ? {} : { deadline: deadlineVariable(order.deadline) }),
      },
    };
  },
});

/**
 * The point whose time has come: the one that was waited for, else the first that is due. None when the deadline moved
 * at the very moment at which the timer fired.
 */
function duePoint(order: OrderDocument, now: number, { rules }: WorkerContext): SupervisionPoint | undefined {
  const { deadline } = order;
  if (deadline === undefined || deadline.pausedSince !== undefined) return undefined;
  const taken = new Set((order.steps ?? []).map(({ step, basis }) => `${step}@${basis.getTime()}`));
  const due = orderPoints(order, deadline, rulesOf(order), now, calendarOf(order, rules)).filter(
    (point) => point.at <= now && !taken.has(`${point.step}@${point.basis}`),
  );
  const facts = stepFacts(order);
  return (
    due.find(({ step }) => step === deadline.nextStep) ??
    due.find((point) => !point.before && isStillNeeded(point, facts))
  );
}

function stepOf(id: string, point: SupervisionPoint, order: OrderDocument, now: number): OrderStep {
  const { step, occasion, action, basis } = point;
  const taken = isStillNeeded(point, stepFacts(order));
  return { id, step, occasion, action, at: new Date(now), basis: new Date(basis), taken };
}

function raises(step: OrderStep, order: OrderDocument): NonNullable<OrderChange['add']> {
  const to = RAISED_TO[step.action];
  if (to === undefined || !step.taken) return {};
  const { id, at, occasion } = step;
  const unit = order.unitId === undefined ? {} : { unitId: order.unitId };
  return { raises: [{ id, to, cause: occasion, at, ...unit }] };
}

function raisedEvent(order: OrderDocument, id: string): { event?: StepEvent } {
  const step = order.steps?.find((entry) => entry.id === id);
  const to = step?.taken === true ? RAISED_TO[step.action] : undefined;
  if (step === undefined || to === undefined) return {};
  return { event: { type: 'raised', data: { to, occasion: step.occasion, unitId: order.unitId ?? null } } };
}

async function tellRaised(
  context: WorkerContext,
  call: Parameters<typeof orderNotice>[0],
  order: OrderDocument,
  step: OrderStep,
): Promise<void> {
  const to = step.taken ? RAISED_TO[step.action] : undefined;
  if (to === undefined) return;
  const group = to === 'office' ? 'role:leader' : `unit-leader:${order.unitId ?? ''}`;
  await context.notify([orderNotice(call, order, 'raised', { group }, { occasion: step.occasion })]);
}

function taskDue(step: OrderStep, order: OrderDocument, { calendar }: WorkerContext): string {
  const rule: Partial<StepRule> = rulesOf(order).find((entry) => entry.step === step.step) ?? {};
  const due = calendar.dueTime(
    step.at.getTime(),
    rule.taskAmount ?? TASK_DUE.amount,
    rule.taskUnit ?? TASK_DUE.unit,
    {
      unpublished: 'mark',
    },
  );
  return toIso(toLocal(due.at));
}
