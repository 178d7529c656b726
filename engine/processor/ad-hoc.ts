import { innerInstanceId } from '../model/index.ts';
import type { ElementNode } from '../model/graph.ts';
import type { ElementInstance } from '../state/index.ts';
import type { AdHocActivation } from './commands.ts';
import type { Execution } from './execution.ts';
import { removeIncidents } from './incidents.ts';
import { childrenOf } from './instances.ts';
import { cancelJob } from './jobs.ts';

/** Whether the element is one that can be activated in the ad-hoc subprocess. */
export function isActivatable(node: ElementNode, elementId: string): boolean {
  return node.adHoc?.elements.some((element) => element.elementId === elementId) === true;
}

/** Schedules the activation of elements in an ad-hoc subprocess, each in a scope of its own. */
export function activateInside(
  x: Execution,
  adHoc: ElementInstance,
  elements: readonly AdHocActivation[],
): void {
  adHoc.tokens += elements.length;
  x.save(adHoc);
  for (const { elementId, variables } of elements) {
    x.schedule({
      op: 'enter',
      scopeKey: adHoc.key,
      elementId: innerInstanceId(adHoc.elementId),
      seed: { variables, trigger: { elementId, variables: {} } },
    });
  }
}

/** Ends what is active inside. @param except an instance that ends by itself */
export function terminateInside(x: Execution, adHoc: ElementInstance, except = 0): void {
  for (const key of childrenOf(x, adHoc.key)) if (key !== except) x.schedule({ op: 'terminate', key });
}

/** Its worker is not asked any more what comes next. */
export function withdrawJob(x: Execution, adHoc: ElementInstance): void {
  if (adHoc.jobKey === 0) return;
  removeIncidents(x, adHoc, adHoc.jobKey);
  cancelJob(x, adHoc.jobKey);
  adHoc.jobKey = 0;
  x.save(adHoc);
}

/** The ad-hoc subprocess lets nothing in any more, and completes when nothing is left inside. */
export function fulfill(x: Execution, adHoc: ElementInstance): void {
  adHoc.interrupted = true;
  x.save(adHoc);
}
