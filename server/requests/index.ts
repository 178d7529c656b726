/** 申请: what people ask for while an order is in work. */
export { requestEndpoints } from './endpoints.ts';
export { RequestDesk } from './request-desk.ts';
export { requestView } from './request-view.ts';
export { mainOrderErrors } from './main-order.ts';
