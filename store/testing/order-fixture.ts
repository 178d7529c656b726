import type { OrderDocument } from '../models/index.ts';

/** An order as intake stores it, for tests. */
export function newOrder(id: string, change: Partial<OrderDocument> = {}): OrderDocument {
  return {
    _id: id,
    orderNo: `JS20261124-${id}`,
    title: '路灯不亮',
    text: '小区门口的路灯坏了三天,请派人维修。',
    callerType: 'citizen',
    channel: 'phone',
    area: 'donghu',
    anonymous: false,
    caller: {},
    status: 'received',
    receivedAt: new Date('2026-11-24T01:00:00Z'),
    returns: [],
    reminders: [],
    redos: [],
    redoCount: 0,
    activeElements: [],
    outbox: [],
    version: 0,
    createdBy: 'agent',
    ...change,
  };
}
