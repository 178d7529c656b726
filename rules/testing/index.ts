export { configTexts } from './config-texts.ts';
export { randomOrders } from './random-orders.ts';
export type { RandomOrders } from './random-orders.ts';
export { smallTable } from './small-table.ts';
export type { SmallTable } from './small-table.ts';
