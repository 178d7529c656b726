import type { ElementBehavior } from '../processor/behavior.ts';

/** What a token only passes: start events, boundary events that happened, manual tasks, forks and joins. */
export const passed: ElementBehavior = { activate: () => 'complete' };
