import type { ElementBehavior } from '../processor/behavior.ts';

/** Waits for its message or timer, unless it is entered because that has happened. */
export const catchEvent: ElementBehavior = {
  activate: (_x, instance) => (instance.trigger === null ? 'wait' : 'complete'),
};
