import type { ElementBehavior } from '../processor/behavior.ts';

/** Waits for its event, unless it is entered because that has happened. A link is passed: its flow leads here. */
export const catchEvent: ElementBehavior = {
  activate: (_x, instance, node) =>
    instance.trigger === null && node.event?.kind !== 'link' ? 'wait' : 'complete',
};
