import { task } from './task.ts';

/** 任务: the projection of people's tasks. */
export const taskHandlers = [task];
export { ELEMENT_EFFECTS } from './element-effects.ts';
export type { CompletedTask, Denial, ElementEffect, Submission } from './effect.ts';
