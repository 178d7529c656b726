export { readOrder, recallOrder, updateOrder } from './update-order.ts';
export type { OrderChange } from './order-change.ts';
export { hasReturned, noteReturned } from './return-history.ts';
export { OPEN_STATUSES, openOrders } from './open-orders.ts';
export type { Companions } from './companions.ts';
export { storeOrder } from './store-order.ts';
