import type { OrderStatus } from '@jiesu/domain';
import type { QueryFilter } from 'mongoose';
import type { OrderDocument } from '../models/index.ts';

/** Statuses in which an order's clock runs or stands still, and its deadline still matters. */
export const OPEN_STATUSES: readonly OrderStatus[] = [
  'dispatching',
  'awaiting-sign',
  'handling',
  'emergency-response',
  'reviewing',
  'suspended',
  'disputed',
];

/** Orders that rules can be applied to: in work, with a deadline. */
export function openOrders(): QueryFilter<OrderDocument> {
  return { status: { $in: [...OPEN_STATUSES] }, 'deadline.dueAt': { $exists: true } };
}
