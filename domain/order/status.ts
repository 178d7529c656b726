import { DomainError } from '../errors/index.ts';
import type { Names } from './terms.ts';

export const ORDER_STATUSES = [
  'received',
  'dispatching',
  'awaiting-sign',
  'handling',
  'emergency-response',
  'reviewing',
  'suspended',
  'disputed',
  'callback',
  'evaluating',
  'closed',
  'answered',
  'referred',
  'merged',
  'terminated',
] as const;
/** Where an order is in its life. */
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export const ORDER_STATUS_NAMES: Readonly<Record<OrderStatus, Names>> = {
  received: { zh: '已受理', en: 'Received' },
  dispatching: { zh: '待派单', en: 'To be dispatched' },
  'awaiting-sign': { zh: '待签收', en: 'To be signed' },
  handling: { zh: '办理中', en: 'Being handled' },
  'emergency-response': { zh: '应急处置中', en: 'Emergency response' },
  reviewing: { zh: '审核中', en: 'Under review' },
  suspended: { zh: '已挂起', en: 'Suspended' },
  disputed: { zh: '职责争议中', en: 'Disputed' },
  callback: { zh: '待回访', en: 'To be called back' },
  evaluating: { zh: '评价中', en: 'Being evaluated' },
  closed: { zh: '已销号', en: 'Closed' },
  answered: { zh: '已当场答复', en: 'Answered at once' },
  referred: { zh: '不予受理', en: 'Referred' },
  merged: { zh: '已并单', en: 'Merged' },
  terminated: { zh: '已终止', en: 'Terminated' },
};

const NEXT: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  received: [
    'dispatching',
    'awaiting-sign',
    'emergency-response',
    'answered',
    'referred',
    'merged',
    'terminated',
  ],
  dispatching: [
    'awaiting-sign',
    'emergency-response',
    'handling',
    'disputed',
    'referred',
    'merged',
    'terminated',
  ],
  'awaiting-sign': [
    'handling',
    'dispatching',
    'emergency-response',
    'disputed',
    'suspended',
    'merged',
    'terminated',
  ],
  handling: [
    'reviewing',
    'callback',
    'dispatching',
    'awaiting-sign',
    'emergency-response',
    'disputed',
    'suspended',
    'merged',
    'terminated',
  ],
  'emergency-response': [
    'reviewing',
    'callback',
    'dispatching',
    'awaiting-sign',
    'handling',
    'disputed',
    'merged',
    'terminated',
  ],
  reviewing: [
    'handling',
    'callback',
    'dispatching',
    'awaiting-sign',
    'emergency-response',
    'disputed',
    'suspended',
    'merged',
    'terminated',
  ],
  // whatever waited goes on where it was; leaving is possible during a pause too
  suspended: [
    'awaiting-sign',
    'handling',
    'reviewing',
    'dispatching',
    'emergency-response',
    'disputed',
    'merged',
    'terminated',
  ],
  disputed: [
    'dispatching',
    'awaiting-sign',
    'handling',
    'emergency-response',
    'suspended',
    'referred',
    'merged',
    'terminated',
  ],
  // dissatisfied for a good reason: handled again, by the same unit or another
  callback: ['evaluating', 'awaiting-sign', 'handling', 'emergency-response', 'dispatching', 'closed'],
  evaluating: ['closed'],
  answered: ['evaluating', 'closed'],
  referred: ['closed'],
  // answered with the main order, or split from it again
  merged: ['closed', 'callback', 'dispatching'],
  terminated: ['closed', 'callback'],
  closed: [],
};

/** Statuses that an order may go to from here. */
export function nextStatuses(from: OrderStatus): readonly OrderStatus[] {
  return NEXT[from];
}

/** Whether an order may go from one status to another; staying is always allowed, since jobs are delivered again. */
export function canMove(from: OrderStatus, to: OrderStatus): boolean {
  return from === to || NEXT[from].includes(to);
}

/** Throws TRANSITION_NOT_ALLOWED when an order may not go from one status to another. */
export function assertMove(from: OrderStatus, to: OrderStatus): void {
  if (canMove(from, to)) return;
  throw new DomainError('TRANSITION_NOT_ALLOWED', {
    field: 'status',
    params: { from: ORDER_STATUS_NAMES[from].zh, to: ORDER_STATUS_NAMES[to].zh },
  });
}

/** Whether nothing more happens to the order. */
export function isFinal(status: OrderStatus): boolean {
  return NEXT[status].length === 0;
}

/** Whether a text is a status. */
export function isOrderStatus(text: unknown): text is OrderStatus {
  return ORDER_STATUSES.some((status) => status === text);
}
