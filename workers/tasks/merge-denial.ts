import type { OrderDocument } from '@jiesu/store';
import type { Denial, DenialFacts } from './effect.ts';

/** Why an order can not be merged into another one, if so. */
export async function mainOrderDenial(
  mainOrderNo: unknown,
  { store, order }: Pick<DenialFacts, 'store' | 'order'>,
): Promise<Denial | undefined> {
  if (typeof mainOrderNo !== 'string' || mainOrderNo.trim() === '') {
    return { zh: '请填写主工单编号', en: 'Enter the number of the main order' };
  }
  const main = await store.orders
    .findOne({ orderNo: mainOrderNo.trim() }, { status: 1, mergedInto: 1 })
    .lean<Pick<OrderDocument, '_id' | 'status' | 'mergedInto'> | null>();
  if (main === null) return { zh: `没有工单 ${mainOrderNo}`, en: `There is no order ${mainOrderNo}` };
  if (main._id === order?._id || main.mergedInto === order?._id) {
    return { zh: '不能并入自身', en: 'An order can not be merged into itself' };
  }
  if (main.status === 'referred' || main.status === 'terminated') {
    return { zh: '该工单没有答复,不能并入', en: 'That order gets no reply' };
  }
  return undefined;
}
