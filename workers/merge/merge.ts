import { z } from 'zod';
import { DomainError } from '@jiesu/domain';
import { readOrder, updateOrder } from '@jiesu/store';
import type { OrderDocument } from '@jiesu/store';
import { endPauses, orderNotice, takeStep } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { defineJob } from '../runtime/index.ts';

const orderInput = z.object({ orderId: z.string() });
const LONGEST_CHAIN = 10;

/**
 * `hotline.merge`: the order follows the one that it repeats; one reply answers all callers. When the main order was
 * answered before, its reply comes at once.
 */
export const merge = defineJob({
  type: 'hotline.merge',
  input: orderInput,
  async handle(call, context: WorkerContext) {
    const { orderId } = call.input;
    const order = await context.store.orders.findById(orderId).lean<OrderDocument | null>();
    if (order === null) throw new DomainError('ORDER_NOT_FOUND', { params: { value: orderId } });
    const main = await mainOrder(order, context);
    await updateOrder(context.store, main._id, (current) => {
      const followers = new Set([...(current.followers ?? []), orderId, ...(order.followers ?? [])]);
      return followers.size === current.followers?.length
        ? undefined
        : { set: { followers: [...followers] } };
    });
    const merged = await takeStep(context, call, orderId, (current) => ({
      event: { type: 'merged', data: { mainOrderNo: main.orderNo } },
      ...(current.mergedInto === main._id
        ? {}
        : {
            change: {
              set: {
                mergedInto: main._id,
                mergeTarget: main.orderNo,
                status: 'merged',
                activeElements: [],
                ...endPauses(current, new Date(call.at)),
              },
            },
          }),
    }));
    if (gotNoReply(main)) await releaseFollowers(context, call.job.key, { followers: [orderId] });
    else if (main.approvedAt !== undefined || isOver(main)) {
      await context.publish({
        name: 'main-order-replied',
        correlationKey: orderId,
        cause: `${call.job.key}:${main._id}`,
      });
    }
    await tellUnit(context, call, merged, main);
    return {};
  },
});

/** `hotline.copy-reply`: the main order was answered, and its reply answers this caller too. */
export const copyReply = defineJob({
  type: 'hotline.copy-reply',
  input: orderInput,
  async handle(call, context: WorkerContext) {
    const { orderId } = call.input;
    const { store } = context;
    const follower = await store.orders.findById(orderId).lean<OrderDocument | null>();
    const main =
      follower?.mergedInto === undefined
        ? null
        : await store.orders.findById(follower.mergedInto).lean<OrderDocument | null>();
    const order = await takeStep(context, call, orderId, (current) => {
      const event = { type: 'reply-copied' as const, data: { mainOrderNo: main?.orderNo ?? null } };
      if (current.reply?.['copiedBy'] === call.job.key) return { event };
      const at = new Date(call.at);
      return {
        event,
        change: {
          set: {
            reply: { ...main?.reply, copiedFrom: main?.orderNo ?? null, copiedBy: call.job.key },
            finishedAt: at,
            approvedAt: at,
            ...(main?.unitId === undefined ? {} : { unitId: main.unitId }),
          },
        },
      };
    });
    await context.notify([orderNotice(call, order, 'caller-merged-reply', { caller: true })]);
    return {};
  },
});

/** `hotline.split`: the order was merged by mistake and goes its own way again. */
export const split = defineJob({
  type: 'hotline.split',
  input: orderInput,
  async handle(call, context: WorkerContext) {
    const { orderId } = call.input;
    const merged = await readOrder(context.store, orderId);
    // first, so that a second delivery after a crash still knows where from
    if (merged?.mergedInto !== undefined) await forget(context, merged.mergedInto, orderId);
    await takeStep(context, call, orderId, (current) => {
      const event = { type: 'split' as const };
      if (current.mergedInto === undefined) return { event };
      return {
        event,
        change: {
          set: {
            status: 'dispatching',
            requests: (current.requests ?? []).map((request) =>
              request.type === 'split' && request.state === 'open'
                ? { ...request, state: 'approved' as const, decidedAt: new Date(call.at) }
                : request,
            ),
          },
          unset: ['mergedInto', 'mergeTarget'],
        },
      };
    });
    return {};
  },
});

/** `hotline.reply-to-merged`: the reply of the main order is approved, so its followers hear of it. */
export const replyToMerged = defineJob({
  type: 'hotline.reply-to-merged',
  input: orderInput,
  async handle(call, context: WorkerContext) {
    const order = await takeStep(context, call, call.input.orderId, (current) =>
      (current.followers ?? []).length === 0
        ? {}
        : { event: { type: 'reply-shared', data: { followers: current.followers?.length ?? 0 } } },
    );
    for (const follower of order.followers ?? []) {
      await context.publish({
        name: 'main-order-replied',
        correlationKey: follower,
        cause: `${call.job.key}:${follower}`,
      });
    }
    return {};
  },
});

/** An order that ends without a reply answers nobody: each order that follows it goes its own way again. */
export async function releaseFollowers(
  context: WorkerContext,
  jobKey: string,
  { followers = [] }: Pick<OrderDocument, 'followers'>,
): Promise<void> {
  for (const follower of followers) {
    await context.publish({
      name: 'merge-undone',
      correlationKey: follower,
      cause: `${jobKey}:${follower}`,
    });
  }
}

/** The order at the end of the chain: an order that was merged itself passes its followers on. */
async function mainOrder(order: OrderDocument, { store }: WorkerContext): Promise<OrderDocument> {
  let main = await store.orders.findOne({ orderNo: order.mergeTarget ?? '' }).lean<OrderDocument | null>();
  for (let step = 0; main?.mergedInto !== undefined && step < LONGEST_CHAIN; step += 1) {
    main = await store.orders.findById(main.mergedInto).lean<OrderDocument | null>();
  }
  if (main === null || main._id === order._id) {
    throw new DomainError('ORDER_NOT_FOUND', { params: { value: order.mergeTarget ?? '' } });
  }
  return main;
}

async function forget(context: WorkerContext, mainId: string, orderId: string): Promise<void> {
  await updateOrder(context.store, mainId, (main) =>
    main.followers?.includes(orderId)
      ? { set: { followers: main.followers.filter((id) => id !== orderId) } }
      : undefined,
  );
}

function gotNoReply({ status, termination, referral }: OrderDocument): boolean {
  return (
    status === 'terminated' ||
    status === 'referred' ||
    (status === 'closed' && (termination !== undefined || referral?.at !== undefined))
  );
}

function isOver({ status }: OrderDocument): boolean {
  return ['answered', 'callback', 'evaluating', 'closed'].includes(status);
}

async function tellUnit(
  context: WorkerContext,
  call: Parameters<typeof orderNotice>[0],
  order: OrderDocument,
  main: OrderDocument,
): Promise<void> {
  if (main.unitId === undefined) return;
  await context.notify([
    orderNotice(call, order, 'merged', { unit: main.unitId }, { mainOrderNo: main.orderNo }),
  ]);
}
