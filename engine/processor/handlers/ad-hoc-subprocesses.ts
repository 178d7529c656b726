import { EngineError } from '../../errors.ts';
import { parseKey, type ElementInstance, type Job } from '../../state/index.ts';
import { activateInside, fulfill, isActivatable, terminateInside } from '../ad-hoc.ts';
import type { AdHocActivation, CommandInput } from '../commands.ts';
import type { Execution } from '../execution.ts';
import { removeJob } from '../jobs.ts';
import { entriesOf, setLocal } from '../variables.ts';
import type { Handler } from './handler.ts';

export const activateAdHocActivities: Handler<'activateAdHocActivities'> = (x, input) => {
  const { adHocSubProcessInstanceKey: key, elements } = input;
  const adHoc = x.state.instances.get(parseKey('ad-hoc subprocess', key));
  if (adHoc?.type !== 'AD_HOC_SUB_PROCESS' || adHoc.state !== 'ACTIVATED')
    throw new EngineError('NOT_FOUND', `no active ad-hoc subprocess with key <${key}>`);
  if (adHoc.interrupted)
    throw new EngineError('INVALID_STATE', `the ad-hoc subprocess <${key}> is about to complete`);
  const ids = elements.map(({ elementId }) => elementId);
  if (ids.length === 0) throw new EngineError('INVALID_ARGUMENT', 'name at least one element to activate');
  if (new Set(ids).size < ids.length)
    throw new EngineError('INVALID_ARGUMENT', `an element is named twice: <${ids.join(', ')}>`);
  checkElements(x, adHoc, elements, 'NOT_FOUND');
  if (input.cancelRemainingInstances) terminateInside(x, adHoc);
  activateInside(x, adHoc, elements);
  return {};
};

/** The worker of an ad-hoc subprocess has decided what comes next. What it brought is local to the subprocess. */
export function completeAdHocJob(
  x: Execution,
  job: Job,
  adHoc: ElementInstance,
  { variables, result }: CommandInput<'completeJob'>,
): Record<string, never> {
  const entries = entriesOf(variables);
  if (result !== undefined && result.type !== 'adHocSubProcess') {
    throw new EngineError(
      'INVALID_ARGUMENT',
      `the job <${job.key}> is an ad-hoc subprocess's, it can not have the result of a task listener`,
    );
  }
  const elements = result?.activateElements ?? [];
  if (result?.completionConditionFulfilled === true && elements.length > 0) {
    throw new EngineError(
      'INVALID_ARGUMENT',
      `the job <${job.key}> can not both activate elements and fulfill the completion condition`,
    );
  }
  checkElements(x, adHoc, elements, 'INVALID_ARGUMENT');
  removeJob(x, job);
  x.record('JOB', 'COMPLETED', job.key, [job.type, job.elementId]);
  adHoc.jobKey = 0;
  setLocal(x, adHoc.key, entries);
  x.save(adHoc);
  if (result?.cancelRemainingInstances === true) terminateInside(x, adHoc);
  activateInside(x, adHoc, elements);
  if (result?.completionConditionFulfilled === true) {
    fulfill(x, adHoc);
    if (adHoc.tokens === 0) x.schedule({ op: 'complete', key: adHoc.key });
  }
  return {};
}

function checkElements(
  x: Execution,
  adHoc: ElementInstance,
  elements: readonly AdHocActivation[],
  code: 'NOT_FOUND' | 'INVALID_ARGUMENT',
): void {
  const node = x.node(adHoc);
  for (const { elementId, variables } of elements) {
    entriesOf(variables);
    if (!isActivatable(node, elementId))
      throw new EngineError(
        code,
        `the ad-hoc subprocess <${node.id}> has no element <${elementId}> that can be activated`,
      );
  }
}
