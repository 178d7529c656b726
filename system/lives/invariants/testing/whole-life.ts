import { WorkingCalendar } from '@jiesu/domain';
import type { OrderDocument } from '@jiesu/store';
import { demoCalendar } from '../../../../domain/testing/demo-city.ts';
import type { Life } from '../life.ts';

export const calendar = new WorkingCalendar(demoCalendar);
export const at = (text: string): Date => new Date(`2026-03-${text}:00+08:00`);

/** Sent on Monday at 10:00 with four working days, late, with a red card, and closed a week later. */
export const ORDER: OrderDocument = {
  ...{ _id: 'a', orderNo: 'JS1', title: 't', text: 't', callerType: 'citizen', channel: 'phone' },
  ...{ area: 'donghu', anonymous: false, caller: {}, createdBy: 'agent', version: 1 },
  ...{ status: 'closed', urgency: 'normal', unitId: 'water', activeElements: [], outbox: [] },
  receivedAt: at('02T09:00'),
  closedAt: at('13T10:00'),
  dispatches: [{ id: 'd1', at: at('02T10:00'), unitId: 'water', by: 'system' }],
  ...{ returns: [], redos: [], redoCount: 0 },
  steps: [
    {
      ...{ id: 's1', step: 'red-card', occasion: 'overdue', action: 'red-card' },
      ...{ at: at('06T10:30'), basis: at('06T10:00'), taken: true },
    },
    {
      ...{ id: 's2', step: 'due', occasion: 'due', action: 'remind' },
      ...{ at: at('06T10:00'), basis: at('06T10:00'), taken: true },
    },
  ],
  stepRules: [
    {
      ...{ step: 'red-card', occasion: 'overdue', anchor: 'due', amount: 0, unit: 'minutes' },
      ...{ action: 'red-card', unless: 'replied', dutyHours: false, graceMinutes: 1 },
    },
  ],
  cards: [{ id: 'c1', colour: 'red', cause: 'overdue', at: at('06T10:30'), unitId: 'water' }],
  reminders: [{ id: 'r1', occasion: 'due', at: at('06T10:00'), elementId: 'SendReminder' }],
  documents: [
    { no: 'JB-JS1-01', type: 'assignment', at: at('02T10:00'), id: 'j1' },
    { no: 'XH-JS1-02', type: 'closing', at: at('13T10:00'), id: 'j2' },
  ],
  deadline: {
    startAt: at('02T10:00'),
    dueAt: at('06T10:00'),
    signDueAt: at('03T10:00'),
    nextAt: at('06T10:01'),
    limits: { handleAmount: 4, handleUnit: 'working-days', signAmount: 1, signUnit: 'working-days' },
    ...{ used: 1, usedUnit: 'working-days' },
  },
};
export const LIFE: Life = {
  order: ORDER,
  events: [
    { _id: 'e1', type: 'received', at: at('02T09:00') },
    { _id: 'e2', type: 'classified', at: at('02T09:00') },
    { _id: 'e3', type: 'dispatched', at: at('02T10:00') },
    { _id: 'task:1:completed', type: 'signed', at: at('02T11:00') },
    { _id: 'e4', type: 'closed', at: at('13T10:00') },
  ],
  tasks: [{ _id: '1', elementId: 'SignOrder', state: 'completed', createdAt: at('02T10:00') }],
  disputes: [],
  documents: ['JB-JS1-01', 'XH-JS1-02'],
};

/** Twice the same. */
export const two = <T>(entry: T): T[] => [entry, entry];
