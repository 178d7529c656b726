import { describe, expect, it } from '@jest/globals';
import type { Task } from '../../api/index.ts';
import { groupByDue, inOrderOfWork, nextAfter, taskKey } from './order-of-work.ts';

const task = (key: string, dueAt: string | null, urgency = 'normal'): Task => ({
  key,
  orderId: key,
  orderNo: key,
  elementId: 'HandleOrder',
  title: '办理',
  state: 'open',
  dueAt,
  order: { urgency },
});

const NOW = Date.parse('2026-09-21T10:00:00+08:00');
const END_OF_DAY = Date.parse('2026-09-21T23:59:59+08:00');

describe('order of work', () => {
  const tasks = [
    task('no-due', null),
    task('later', '2026-09-23T10:00:00+08:00'),
    task('overdue', '2026-09-21T09:00:00+08:00'),
    task('fire', '2026-09-24T10:00:00+08:00', 'emergency'),
    task('today', '2026-09-21T17:00:00+08:00'),
  ];

  it('given an emergency with a far limit, when sorted, then it still comes first and open-ended work last', () => {
    expect(inOrderOfWork(tasks).map(taskKey)).toEqual(['fire', 'overdue', 'today', 'later', 'no-due']);
  });

  it('given tasks due at different times, when grouped, then each is in the group of its due time', () => {
    const groups = groupByDue(tasks, NOW, END_OF_DAY).map(({ group, tasks: own }) => [
      group,
      own.map(taskKey),
    ]);
    expect(groups).toEqual([
      ['overdue', ['overdue']],
      ['today', ['today']],
      ['later', ['fire', 'later']],
      ['open-ended', ['no-due']],
    ]);
  });

  it('given the last task is done, when the next is asked for, then it starts from the top', () => {
    expect(nextAfter(tasks, 'overdue')).toBe('today');
    expect(nextAfter(tasks, 'no-due')).toBe('fire');
    expect(nextAfter([task('only', null)], 'only')).toBeUndefined();
  });
});
