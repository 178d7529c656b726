import type { ElementBehavior } from '../../processor/behavior.ts';
import { evaluateText } from '../../processor/evaluation.ts';
import { findCatch } from '../../processor/event-catch.ts';
import { triggerInstance } from '../../processor/triggers.ts';

/**
 * Tells the nearest scope upwards that catches the escalation. The token goes on, unless it is caught by an interrupting
 * event, which ends this event with all around it. Without a catcher nothing happens.
 */
export const throwEscalation: ElementBehavior['activate'] = (x, instance, node) => {
  if (node.event?.kind !== 'escalation') return 'complete';
  const { escalationCode } = node.event;
  const code =
    escalationCode === undefined ? '' : evaluateText(x, escalationCode, instance.key, 'the escalation code');
  const caught = findCatch(x, instance, { kind: 'escalation', code });
  const catcher = caught?.target.id ?? '';
  x.record('ESCALATION', caught === undefined ? 'NOT_ESCALATED' : 'ESCALATED', instance.key, [code, catcher]);
  if (caught === undefined) return 'complete';
  triggerInstance(x, caught.host, { elementId: caught.target.id, variables: {} });
  return caught.target.interrupting === false ? 'complete' : 'wait';
};
