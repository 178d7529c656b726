import type { ElementBehavior } from '../processor/behavior.ts';
import { throwErrorEvent } from '../processor/error-events.ts';
import { evaluateText } from '../processor/evaluation.ts';
import { createJob } from '../processor/jobs.ts';
import { interruptScope } from '../processor/triggers.ts';
import { closeSubscriptions } from '../processor/subscriptions.ts';

/** None, terminate and error end events, and message end events that a job worker carries out. */
export const endEvent: ElementBehavior = {
  activate(x, instance, node) {
    switch (node.event?.kind) {
      case 'terminate': {
        const scope = x.instance(instance.scopeKey);
        const inside = new Set(x.node(scope).eventSubprocesses.map(({ startEvent }) => startEvent?.id));
        closeSubscriptions(x, scope, ({ elementId }) => inside.has(elementId));
        interruptScope(x, scope);
        return 'complete';
      }
      case 'error': {
        const code = node.event.errorCode;
        const errorCode = code === undefined ? '' : evaluateText(x, code, instance.key, 'the error code');
        throwErrorEvent(x, instance, { errorCode, errorMessage: '' });
        return 'wait';
      }
      default:
        if (node.job === undefined) return 'complete';
        instance.jobKey = createJob(x, instance, node.job).key;
        return 'wait';
    }
  },
};
