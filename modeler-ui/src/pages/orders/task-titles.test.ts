import { describe, expect, it } from '@jest/globals';
import { recipientOf } from './recipient.ts';
import { taskOf, taskTitles } from './task-titles.ts';

const at = '2026-11-24T10:00:00+08:00';

describe('titles of tasks in a timeline', () => {
  const events = [
    { at, type: 'task-created', data: { task: '1', title: '签收', titleEn: 'Sign' } },
    { at, type: 'task-created', data: { task: '2', title: '办理' } },
    { at, type: 'task-completed', data: { task: '1' } },
  ];

  it('given a completed task, when its event is read, then the title is that of its creation', () => {
    const [, , completed] = events;
    expect(completed && taskTitles(events, 'en').get(taskOf(completed))).toBe('Sign');
    expect(taskTitles(events, 'zh').get('1')).toBe('签收');
  });

  it('given no English title, when read in English, then the Chinese one is shown', () => {
    expect(taskTitles(events, 'en').get('2')).toBe('办理');
  });
});

describe('recipients in a delivery log', () => {
  it.each([
    ['unit:housing-bureau', { kind: 'unit', id: 'housing-bureau' }],
    ['duty:housing-bureau', { kind: 'unit', id: 'housing-bureau' }],
    ['unit-leader:housing-bureau', { kind: 'unit', id: 'housing-bureau' }],
    ['role:supervisor', { kind: 'role', id: 'supervisor' }],
    ['caller', { kind: 'caller', id: '' }],
    ['person:unit.housing-bureau', { kind: 'person', id: 'unit.housing-bureau' }],
    ['something:new', { kind: 'person', id: 'something:new' }],
  ])('%s', (text, expected) => {
    expect(recipientOf(text)).toEqual(expected);
  });
});
