import type { UpdateQuery } from 'mongoose';
import type { OrderDocument, OutboxEntry } from '../models/index.ts';
import type { Companions } from './companions.ts';

/** Lists of an order that only grow at their end; each entry has an id, so that a redelivery finds it. */
export const ORDER_LISTS = [
  'returns',
  'reminders',
  'redos',
  'requests',
  'pauses',
  'extensions',
  'cards',
  'raises',
  'stageReports',
  'followUps',
  'documents',
  'callbackAttempts',
  'dispatches',
  'steps',
] as const;
type ListField = (typeof ORDER_LISTS)[number];

type Own = '_id' | 'orderNo' | 'version' | 'outbox' | 'outboxNextAt';
type Plain = Omit<OrderDocument, Own>;
type Optional<T> = { [K in keyof T]-?: undefined extends T[K] ? K : never }[keyof T];

/** What to change of an order in one document write. */
export interface OrderChange {
  readonly set?: Partial<Plain>;
  readonly unset?: readonly Optional<Plain>[];
  /** Entries for the ends of lists. */
  readonly add?: { readonly [K in ListField]?: NonNullable<OrderDocument[K]> };
  /** Messages to the outside that this change causes. */
  readonly addOutbox?: readonly OutboxEntry[];
  /** Id of an outbox entry that was received at its end. */
  readonly settleOutbox?: string;
  /** What becomes durable together with it. */
  readonly with?: Companions;
}

/** The order as it is after a change; its version is one higher, if the change is one of the order itself. */
export function changed(order: OrderDocument, change: OrderChange): OrderDocument {
  if (Object.keys(change).every((part) => part === 'with')) return order;
  const result: OrderDocument = { ...order, ...change.set, version: order.version + 1 };
  for (const field of change.unset ?? []) Reflect.deleteProperty(result, field);
  for (const field of ORDER_LISTS) {
    const added = change.add?.[field];
    if (added !== undefined) Object.assign(result, { [field]: [...(result[field] ?? []), ...added] });
  }
  const outbox = order.outbox.filter(({ id }) => id !== change.settleOutbox);
  result.outbox = [...outbox, ...(change.addOutbox ?? [])];
  const nextAt = result.outbox.map((entry) => entry.nextAt.getTime());
  if (nextAt.length === 0) delete result.outboxNextAt;
  else result.outboxNextAt = new Date(Math.min(...nextAt));
  return result;
}

/**
 * The update that leads from an order as it was read to how it is after changes. Fields are compared by identity,
 * because changes replace what they touch. `outbox` is changed entry by entry: the relay counts its tries in there.
 */
export function updateBetween(
  before: OrderDocument,
  after: OrderDocument,
  changes: readonly OrderChange[],
): UpdateQuery<OrderDocument> {
  const set: Record<string, unknown> = {};
  const unset: Record<string, 1> = {};
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof OrderDocument>;
  fields.delete('outbox');
  for (const field of fields) {
    if (after[field] === before[field]) continue;
    if (after[field] === undefined) unset[field] = 1;
    else set[field] = after[field];
  }
  const settled = changes.flatMap(({ settleOutbox }) => settleOutbox ?? []);
  const added = changes.flatMap(({ addOutbox }) => addOutbox ?? []).filter(({ id }) => !settled.includes(id));
  return {
    $set: set,
    ...(Object.keys(unset).length > 0 ? { $unset: unset } : {}),
    // Mongo allows one operator a field: what is settled goes first, an addition beside it rewrites the list
    ...(settled.length > 0 && added.length > 0 ? { $set: { ...set, outbox: after.outbox } } : {}),
    ...(settled.length > 0 && added.length === 0 ? { $pull: { outbox: { id: { $in: settled } } } } : {}),
    ...(settled.length === 0 && added.length > 0 ? { $push: { outbox: { $each: added } } } : {}),
  };
}
