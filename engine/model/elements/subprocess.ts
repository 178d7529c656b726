import type { NodeDraft, ProblemList } from '../draft.ts';
import type { ElementCompiler } from '../element-compiler.ts';
import { flag } from '../moddle.ts';
import type { ModdleElement } from '../moddle.ts';
import { checkBoundaryEvents, checkDistinctCatches, compileActivity } from './activity.ts';

/** Start events directly inside of a scope. */
export function startEventsOf(scope: NodeDraft): NodeDraft[] {
  return scope.children.filter((child) => child.type === 'START_EVENT');
}

/** The event subprocesses of a scope must not catch the same thing. */
export function checkEventSubprocesses(scope: NodeDraft, problems: ProblemList): void {
  checkDistinctCatches(
    scope.eventSubprocesses.flatMap((subprocess) => startEventsOf(subprocess)),
    problems,
  );
}

function isEventSubprocess(source: ModdleElement): boolean {
  return flag(source, 'triggeredByEvent', false);
}

/** An embedded subprocess, or an event subprocess where it is triggered by an event. */
export const subProcess: ElementCompiler = {
  type: (source) => (isEventSubprocess(source) ? 'EVENT_SUB_PROCESS' : 'SUB_PROCESS'),
  compile(source, node, fields) {
    compileActivity(source, node, fields);
    const [start] = startEventsOf(node);
    if (start !== undefined) node.startEvent = start;
    if (isEventSubprocess(source) && node.multiInstance !== undefined) {
      fields.problems.add(node.id, 'an event subprocess can not be multi-instance');
    }
  },
  check(node, problems) {
    checkBoundaryEvents(node, problems);
    checkEventSubprocesses(node, problems);
    if (startEventsOf(node).length !== 1) {
      problems.add(
        node.id,
        `a subprocess needs exactly one start event, this has ${startEventsOf(node).length}`,
      );
    }
    if (node.type === 'EVENT_SUB_PROCESS' && node.incoming.length + node.outgoing.length > 0) {
      problems.add(node.id, 'an event subprocess must not have incoming or outgoing flows');
    }
  },
};
