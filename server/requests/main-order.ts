import { fieldError } from '@jiesu/domain';
import type { FieldError } from '@jiesu/domain';
import type { OrderDocument, Store } from '@jiesu/store';

/** Another order may be merged into one of these: its reply is still to come. */
const MERGEABLE: readonly OrderDocument['status'][] = [
  'received',
  'dispatching',
  'awaiting-sign',
  'handling',
  'emergency-response',
  'reviewing',
  'suspended',
  'disputed',
];

/** What is wrong with merging an order (`orderId`; none while it is being taken) into the one of this number. */
export async function mainOrderErrors(
  { orders }: Pick<Store, 'orders'>,
  mainOrderNo: string,
  orderId?: string,
): Promise<FieldError[]> {
  const main = await orders
    .findOne({ orderNo: mainOrderNo }, { status: 1, mergedInto: 1 })
    .lean<Pick<OrderDocument, '_id' | 'status' | 'mergedInto'> | null>();
  if (main === null) return [wrong('没有这个工单', 'there is no such order')];
  if (main._id === orderId) return [wrong('不能并入自身', 'it can not be merged into itself')];
  if (main.mergedInto !== undefined) {
    return [wrong('该工单已并入其他工单', 'that order was merged into another one')];
  }
  return MERGEABLE.includes(main.status) ? [] : [wrong('主工单已办结', 'that order is already answered')];
}

function wrong(reason: string, reasonEn: string): FieldError {
  const label = { label: '主工单编号', labelEn: 'Main order' };
  return fieldError('mainOrderNo', 'FIELD_INVALID', { ...label, reason, reasonEn });
}
