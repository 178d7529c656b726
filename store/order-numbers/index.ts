export { nextOrderNumber } from './next-order-number.ts';
