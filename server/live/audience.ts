import { hasOversight, isOfHotline, looksAfterRules } from '../session/index.ts';
import type { SignedInPerson } from '../session/index.ts';
import type { LiveEvent } from './hub.ts';

type Row = Readonly<Record<string, unknown>>;

/** The event of a changed task: for its candidates, its assignee, and those who look after all work. */
export function taskEvent(task: Row): LiveEvent {
  const groups = strings(task['candidateGroups']);
  const users = [...strings(task['candidateUsers']), ...strings([task['assignee']])];
  return {
    kind: 'task',
    data: {
      key: text(task['_id']),
      orderNo: text(task['orderNo']),
      state: text(task['state']),
      assignee: text(task['assignee']),
    },
    concerns: (person: SignedInPerson) =>
      hasOversight(person) ||
      users.includes(person.username) ||
      groups.some((group) => person.groups.includes(group)),
  };
}

/** The event of a changed order: for the hotline and for the unit that has it. */
export function orderEvent(order: Row): LiveEvent {
  const unitId = text(order['unitId']);
  return {
    kind: 'order',
    data: { orderNo: text(order['orderNo']), status: text(order['status']) },
    concerns: (person: SignedInPerson) =>
      isOfHotline(person) || (unitId !== null && person.unitId === unitId),
  };
}

/** The event of a run over many orders: its progress. */
export function ruleRunEvent(run: Row): LiveEvent {
  return {
    kind: 'rule-run',
    data: {
      id: text(run['_id']),
      changeId: text(run['changeId']),
      state: text(run['state']),
      done: count(run['done']),
      total: count(run['total']),
    },
    concerns: looksAfterRules,
  };
}

/** The event of a change of rules that took a step. */
export function ruleChangeEvent(change: Row): LiveEvent {
  return {
    kind: 'rules',
    data: { changeId: text(change['_id']), state: text(change['state']) },
    concerns: looksAfterRules,
  };
}

function count(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
