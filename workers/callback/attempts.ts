import { z } from 'zod';
import type { OrderDocument } from '@jiesu/store';
import { orderNotice, takeStep } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { defineJob, optional } from '../runtime/index.ts';
import { attemptsOf, callbackRuleSchema, callbackVariable } from './schedule-callback.ts';

const orderInput = z.object({ orderId: z.string() });

/** `hotline.record-attempt`: the caller was not reached; the next try comes at another time of the day. */
export const recordAttempt = defineJob({
  type: 'hotline.record-attempt',
  input: orderInput,
  async handle(call, context: WorkerContext) {
    await takeStep(context, call, call.input.orderId, (order) => attempted(order, call));
    return {};
  },
});

/** `hotline.callback-sms`: after the last try the caller is asked by text message, and waited for. */
export const callbackSms = defineJob({
  type: 'hotline.callback-sms',
  input: z.object({ orderId: z.string(), callbackRule: optional(callbackRuleSchema) }),
  async handle(call, context: WorkerContext) {
    const { orderId, callbackRule: rule } = call.input;
    const order = await takeStep(context, call, orderId, (current) => {
      const event = { type: 'callback-sms' as const, data: { attempts: attemptsOf(current).length } };
      if (current.callbackPlan?.['smsBy'] === call.job.key) return { event };
      const until = context.calendar.dueTime(
        call.at,
        rule?.smsWaitAmount ?? 2,
        rule?.smsWaitUnit ?? 'working-days',
        { unpublished: 'mark' },
      );
      const callbackPlan = { ...current.callbackPlan, smsUntil: new Date(until.at), smsBy: call.job.key };
      return { event, change: { set: { callbackPlan }, unset: ['smsReply'] } };
    });
    await context.notify([orderNotice(call, order, 'caller-callback', { caller: true })]);
    return { variables: { callback: callbackVariable(order) } };
  },
});

/** `hotline.record-sms-reply`: what the caller answered: 1 satisfied, 2 not. */
export const recordSmsReply = defineJob({
  type: 'hotline.record-sms-reply',
  input: z.object({ orderId: z.string(), smsReply: optional(z.union([z.string(), z.number()])) }),
  async handle(call, context: WorkerContext) {
    const { orderId, smsReply } = call.input;
    const order = await takeStep(context, call, orderId, (current) => {
      const satisfied = String(smsReply ?? current.smsReply?.answer ?? '1').trim() !== '2';
      const result = satisfied ? 'satisfied' : 'dissatisfied';
      const event = { type: 'sms-replied' as const, data: { callbackResult: result } };
      if (current.callback?.['id'] === call.job.key) return { event };
      const at = new Date(call.at);
      return {
        event,
        change: {
          set: {
            calledBackAt: at,
            callback: { id: call.job.key, result, solved: satisfied, by: 'caller', channel: 'sms', at },
          },
        },
      };
    });
    const satisfied = order.callback?.['result'] === 'satisfied';
    return {
      variables: {
        callbackResult: satisfied ? 'satisfied' : 'dissatisfied',
        solved: satisfied,
        // a digit tells no reason, so a person looks at it
        redoAsked: !satisfied,
        dissatisfiedClass: satisfied ? null : 'other',
      },
    };
  },
});

/** `hotline.not-evaluated`: nobody was reached; the order is left out of the rates of satisfaction. */
export const notEvaluated = defineJob({
  type: 'hotline.not-evaluated',
  input: orderInput,
  async handle(call, context: WorkerContext) {
    await takeStep(context, call, call.input.orderId, (order) => ({
      event: { type: 'not-evaluated' },
      ...(order.callback?.['result'] === 'not-evaluated'
        ? {}
        : {
            change: {
              set: { callback: { ...order.callback, result: 'not-evaluated', at: new Date(call.at) } },
            },
          }),
    }));
    return {
      variables: {
        callbackResult: 'not-evaluated',
        solved: null,
        redoAsked: false,
        dissatisfiedClass: null,
      },
    };
  },
});

function attempted(
  order: OrderDocument,
  { job, at }: { readonly job: { readonly key: string }; readonly at: number },
) {
  const known = order.callbackAttempts?.find(({ id }) => id === job.key);
  const number = known?.number ?? attemptsOf(order).length + 1;
  const event = { type: 'callback-attempted' as const, data: { number } };
  if (known !== undefined) return { event };
  return {
    event,
    change: {
      add: { callbackAttempts: [{ id: job.key, number, at: new Date(at), result: 'not-reached' }] },
    },
  };
}
