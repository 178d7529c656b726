import type { NodeDraft, ProblemList } from '../draft.ts';
import type { ExecutionListenerEvent } from '../graph.ts';

/** Where Zeebe runs no execution listener, and what is said about it. */
function whyNot(node: NodeDraft, event: ExecutionListenerEvent): string | undefined {
  const kind = node.event?.kind;
  if (node.type === 'BOUNDARY_EVENT' && kind === 'compensation')
    return 'a compensation boundary event can have none; place it on the compensation handler';
  if (node.type === 'START_EVENT' && event === 'start')
    return 'a start event can have none for start; place it on its process or subprocess';
  if (node.type === 'BOUNDARY_EVENT' && event === 'start')
    return 'a boundary event can have none for start; place it on its activity';
  if (node.type.endsWith('_GATEWAY') && event === 'end')
    return 'a gateway can have none for end; place it on the element behind';
  if (node.type === 'END_EVENT' && kind === 'error' && event === 'end')
    return 'an error end event can have none for end; place it on the event that catches the error';
  return undefined;
}

/** Reports execution listeners where they would never run, and those that are there twice. */
export function checkExecutionListeners(node: NodeDraft, problems: ProblemList): void {
  const seen = new Set<string>();
  for (const { event, job } of node.executionListeners) {
    const why = whyNot(node, event);
    if (why !== undefined) problems.add(node.id, `of execution listeners, ${why}`);
    const name = `${event} ${job.type.source}`;
    if (seen.has(name))
      problems.add(node.id, `two execution listeners for ${event} have the type <${job.type.source}>`);
    seen.add(name);
  }
}
