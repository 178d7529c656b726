import type { ElementBehavior } from '../../processor/behavior.ts';
import { throwErrorEvent } from '../../processor/error-events.ts';
import { evaluateText } from '../../processor/evaluation.ts';

/** The scope that catches the error ends this event with all around it. @throws Standstill when nothing catches it */
export const throwError: ElementBehavior['activate'] = (x, instance, node) => {
  const code = node.event?.kind === 'error' ? node.event.errorCode : undefined;
  const errorCode = code === undefined ? '' : evaluateText(x, code, instance.key, 'the error code');
  throwErrorEvent(x, instance, { errorCode, errorMessage: '' });
  return 'wait';
};
