import { describe, expect, it } from '@jest/globals';
import { isDomainError } from '../errors/index.ts';
import {
  CALLER_TYPE_NAMES,
  CHANNEL_NAMES,
  ORDER_EVENT_NAMES,
  ORDER_KIND_NAMES,
  ORDER_STATUSES,
  ORDER_STATUS_NAMES,
  URGENCY_NAMES,
  assertMove,
  canMove,
  eventNames,
  isFinal,
  isOrderStatus,
  nextStatuses,
  orderNumber,
  parseOrderNumber,
} from './index.ts';
import type { OrderStatus } from './index.ts';

describe('life of an order', () => {
  const lives: OrderStatus[][] = [
    ['received', 'awaiting-sign', 'handling', 'reviewing', 'callback', 'evaluating', 'closed'],
    ['received', 'dispatching', 'awaiting-sign', 'dispatching', 'awaiting-sign', 'handling'],
    ['received', 'emergency-response', 'callback', 'evaluating', 'closed'],
    ['received', 'answered', 'evaluating', 'closed'],
    ['callback', 'awaiting-sign', 'handling', 'reviewing', 'handling', 'reviewing', 'callback'],
  ];

  it.each(lives)('may run %s, %s, %s, …', (...life) => {
    for (const [i, to] of life.entries()) {
      const from = life[i - 1];
      if (from !== undefined) expect({ from, to, may: canMove(from, to) }).toEqual({ from, to, may: true });
    }
  });

  it.each<[OrderStatus, OrderStatus]>([
    ['closed', 'handling'],
    ['received', 'closed'],
    ['awaiting-sign', 'callback'],
    ['evaluating', 'handling'],
  ])('may not go from %s to %s', (from, to) => {
    let code: unknown;
    try {
      assertMove(from, to);
    } catch (error) {
      code = isDomainError(error) ? error.code : error;
    }
    expect(code).toBe('TRANSITION_NOT_ALLOWED');
  });

  it('ends closed from wherever it is', () => {
    for (const status of ORDER_STATUSES) {
      const reached = new Set<OrderStatus>([status]);
      for (const from of reached) for (const to of nextStatuses(from)) reached.add(to);
      expect(reached.has('closed')).toBe(true);
      expect(isFinal(status)).toBe(status === 'closed');
    }
  });

  it('may always stay where it is, since a job is delivered again', () => {
    expect(ORDER_STATUSES.every((status) => canMove(status, status))).toBe(true);
    expect(isOrderStatus('handling')).toBe(true);
    expect(isOrderStatus('lost')).toBe(false);
  });
});

describe('names', () => {
  it.each(
    Object.entries({
      CALLER_TYPE_NAMES,
      CHANNEL_NAMES,
      ORDER_EVENT_NAMES,
      ORDER_KIND_NAMES,
      ORDER_STATUS_NAMES,
      URGENCY_NAMES,
    }),
  )('%s are in Chinese and in English, each its own', (_, names) => {
    const all = Object.values(names);

    for (const { zh, en } of all) {
      expect(zh).toMatch(/^\p{Script=Han}+$/u);
      expect(en).toMatch(/^[A-Z][A-Za-z ]+$/);
    }
    expect(new Set(all.map(({ zh }) => zh)).size).toBe(all.length);
  });

  it('shows an event of a newer version as it is written', () => {
    expect(eventNames('teleported')).toEqual({ zh: 'teleported', en: 'teleported' });
    expect(eventNames('constructor').zh).toBe('constructor');
  });
});

describe('order number', () => {
  it('is the day in Shanghai and the sequence of that day', () => {
    expect(orderNumber('2026-11-23T16:30:00Z', 123)).toBe('JS20261124-000123');
    expect(orderNumber('2026-11-24T00:00:00+08:00', 1_234_567)).toBe('JS20261124-1234567');
  });

  it('is read back, and nothing else is', () => {
    expect(parseOrderNumber('JS20261124-000123')).toEqual({ date: '2026-11-24', sequence: 123 });
    expect(parseOrderNumber('JS2026-1')).toBeUndefined();
  });
});
