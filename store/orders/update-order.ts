import { DomainError } from '@jiesu/domain';
import type { UpdateQuery } from 'mongoose';
import type { Store } from '../connect.ts';
import type { OrderDocument, OrderRedo, OrderReminder, OrderReturn, OutboxEntry } from '../models/index.ts';

type Plain = Omit<
  OrderDocument,
  '_id' | 'orderNo' | 'version' | 'outbox' | 'outboxNextAt' | 'returns' | 'reminders' | 'redos'
>;
type Optional<T> = { [K in keyof T]-?: undefined extends T[K] ? K : never }[keyof T];

/** What to change of an order in one document write. */
export interface OrderChange {
  readonly set?: Partial<Plain>;
  readonly unset?: readonly Optional<Plain>[];
  readonly addReturn?: OrderReturn;
  readonly addReminder?: OrderReminder;
  readonly addRedo?: OrderRedo;
  /** A message to the outside that this change causes. */
  readonly addOutbox?: OutboxEntry;
  /** Id of an outbox entry that was received at its end. */
  readonly settleOutbox?: string;
}

const MOST_TRIES = 100;

/**
 * Changes an order by compare-and-set on its version: `decide` sees the order as it is and says what to change; when
 * another writer was faster it is asked again. `decide` returns undefined when there is nothing to do, e.g. because
 * the same job was delivered before. Returns the order as it is afterwards.
 * @throws DomainError ORDER_NOT_FOUND, CONFLICT when other writers were faster very often
 */
export async function updateOrder(
  store: Store,
  orderId: string,
  decide: (order: OrderDocument) => OrderChange | undefined,
): Promise<OrderDocument> {
  for (let attempt = 1; attempt <= MOST_TRIES; attempt += 1) {
    const order = await store.orders.findById(orderId).lean<OrderDocument | null>();
    if (order === null) throw new DomainError('ORDER_NOT_FOUND', { params: { value: orderId } });
    const change = decide(order);
    if (change === undefined) return order;
    const result = await store.orders.updateOne(
      { _id: orderId, version: order.version },
      updateOf(order, change),
    );
    if (result.modifiedCount === 1) return after(order, change);
  }
  throw new DomainError('CONFLICT');
}

function updateOf(order: OrderDocument, change: OrderChange): UpdateQuery<OrderDocument> {
  const push = {
    ...(change.addReturn === undefined ? {} : { returns: change.addReturn }),
    ...(change.addReminder === undefined ? {} : { reminders: change.addReminder }),
    ...(change.addRedo === undefined ? {} : { redos: change.addRedo }),
    ...(change.addOutbox === undefined ? {} : { outbox: change.addOutbox }),
  };
  const nextAt = outboxNextAt(order, change);
  const unset: Record<string, 1> = Object.fromEntries((change.unset ?? []).map((field) => [field, 1]));
  if (nextAt === undefined && order.outboxNextAt !== undefined) unset['outboxNextAt'] = 1;
  const set = { ...change.set, ...(nextAt === undefined ? {} : { outboxNextAt: nextAt }) };
  return {
    ...(Object.keys(set).length > 0 ? { $set: set } : {}),
    ...(Object.keys(unset).length > 0 ? { $unset: unset } : {}),
    ...(Object.keys(push).length > 0 ? { $push: push } : {}),
    ...(change.settleOutbox === undefined ? {} : { $pull: { outbox: { id: change.settleOutbox } } }),
    $inc: { version: 1 },
  };
}

function outboxNextAt(order: OrderDocument, change: OrderChange): Date | undefined {
  const times = outboxAfter(order, change).map((entry) => entry.nextAt.getTime());
  return times.length === 0 ? undefined : new Date(Math.min(...times));
}

function outboxAfter(order: OrderDocument, change: OrderChange): OutboxEntry[] {
  const left = order.outbox.filter((entry) => entry.id !== change.settleOutbox);
  return change.addOutbox === undefined ? left : [...left, change.addOutbox];
}

function after(order: OrderDocument, change: OrderChange): OrderDocument {
  const changed: OrderDocument = {
    ...order,
    ...change.set,
    returns: appended(order.returns, change.addReturn),
    reminders: appended(order.reminders, change.addReminder),
    redos: appended(order.redos, change.addRedo),
    outbox: outboxAfter(order, change),
    version: order.version + 1,
  };
  for (const field of change.unset ?? []) Reflect.deleteProperty(changed, field);
  return changed;
}

function appended<T>(list: T[], entry: T | undefined): T[] {
  return entry === undefined ? list : [...list, entry];
}
