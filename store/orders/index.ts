export { updateOrder } from './update-order.ts';
export type { OrderChange } from './update-order.ts';
export { hasReturned, noteReturned } from './return-history.ts';
