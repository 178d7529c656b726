import type { OrderDocument, Recipient } from '@jiesu/store';
import type { Notice } from '../notifications/index.ts';

/** A notice of a job about an order; one a job, template and recipient. */
export function orderNotice(
  call: { readonly job: { readonly key: string }; readonly at: number },
  order: Pick<OrderDocument, '_id' | 'orderNo' | 'urgency'>,
  template: string,
  to: Recipient,
  data: NonNullable<Notice['data']> = {},
): Notice {
  return {
    id: `${template}:${call.job.key}:${recipientText(to)}`,
    template,
    to,
    orderId: order._id,
    orderNo: order.orderNo,
    data,
    emergency: order.urgency === 'emergency',
    at: call.at,
  };
}

/** The recipient that a header of the model names: `unit`, `unit-leader`, `caller` or a group like `role:supervisor`. */
export function recipientOf(to: string, unitId: string | undefined): Recipient | undefined {
  if (to === 'caller') return { caller: true };
  if (to === 'unit') return unitId === undefined ? undefined : { unit: unitId };
  if (to === 'unit-leader') return unitId === undefined ? undefined : { group: `unit-leader:${unitId}` };
  return { group: to };
}

function recipientText(to: Recipient): string {
  if ('group' in to) return to.group;
  if ('username' in to) return to.username;
  return 'unit' in to ? `unit:${to.unit}` : 'caller';
}
