import type { NodeDraft, ProblemList } from '../draft.ts';

/** A compensation boundary event leads to its handler by an association, and nowhere by a flow. */
export function checkCompensationBoundary(node: NodeDraft, problems: ProblemList): void {
  const handler = node.compensationHandler;
  if (node.outgoing.length > 0)
    problems.add(node.id, 'a compensation boundary event must not have outgoing flows');
  if (handler === undefined) {
    problems.add(node.id, 'a compensation boundary event needs an association to its handler');
    return;
  }
  if (handler.isForCompensation !== true)
    problems.add(node.id, `the handler <${handler.id}> is not marked as a compensation handler`);
  if (handler.scope !== node.scope) problems.add(node.id, `the handler <${handler.id}> is in another scope`);
}

/** The activity that a throw event names must be one that can be compensated from there. */
export function checkCompensated(node: NodeDraft, problems: ProblemList): void {
  if (node.event?.kind !== 'compensation' || node.event.activityRef === undefined) return;
  const { activityRef } = node.event;
  const scope = node.scope?.type === 'EVENT_SUB_PROCESS' ? node.scope.scope : node.scope;
  const activity = scope?.children.find(({ id }) => id === activityRef);
  if (activity === undefined) {
    problems.add(node.id, `the activity <${activityRef}> to compensate is not in the scope of the event`);
    return;
  }
  const hasHandler = activity.boundaryEvents.some(({ event }) => event?.kind === 'compensation');
  if (!hasHandler && activity.type !== 'SUB_PROCESS')
    problems.add(node.id, `the activity <${activityRef}> to compensate has no compensation boundary event`);
}
