import type { NodeDraft, ProblemList } from '../draft.ts';
import type { ElementCompiler } from '../element-compiler.ts';
import type { EventPosition } from '../events/position.ts';
import { checkCompensated, checkCompensationBoundary } from '../events/compensation-checks.ts';
import { readEvent } from '../events/registry.ts';
import { readJob } from '../extensions/job.ts';
import type { FieldReader } from '../fields.ts';
import type { Expression } from '../../feel/index.ts';
import { flag } from '../moddle.ts';
import type { ModdleElement } from '../moddle.ts';

function compileEvent(
  source: ModdleElement,
  node: NodeDraft,
  position: Omit<EventPosition, 'elementId' | 'hasJob'>,
  fields: FieldReader,
): void {
  const job = readJob(source, node.id, fields);
  if (job !== undefined) node.job = job;
  const event = readEvent(source, { ...position, elementId: node.id, hasJob: job !== undefined }, fields);
  if (event !== undefined) node.event = event;
}

/** What starts a process is evaluated at deployment, when there are no variables. */
function checkReadsNothing(node: NodeDraft, problems: ProblemList): void {
  const names = (expression: Expression | undefined): readonly string[] => expression?.names ?? [];
  const event = node.event;
  const read = [
    ...names(event?.kind === 'timer' ? event.timer.value : undefined),
    ...names(event?.kind === 'message' ? event.messageName : undefined),
    ...names(event?.kind === 'signal' ? event.signalName : undefined),
  ];
  if (read.length === 0) return;
  problems.add(
    node.id,
    `the start event of a process is evaluated at deployment, it can not read <${read.join(', ')}>`,
  );
}

export const startEvent: ElementCompiler = {
  type: () => 'START_EVENT',
  compile(source, node, fields) {
    const ofEventSubprocess = node.scope?.type === 'EVENT_SUB_PROCESS';
    const interrupting = flag(source, 'isInterrupting', true);
    if (ofEventSubprocess) node.interrupting = interrupting;
    compileEvent(
      source,
      node,
      { at: ofEventSubprocess ? 'event subprocess start' : 'process start', interrupting },
      fields,
    );
  },
  check(node, problems) {
    if (node.incoming.length > 0) problems.add(node.id, 'a start event must not have incoming flows');
    const kind = node.event?.kind;
    if (kind === undefined) return;
    if (node.scope?.type === 'PROCESS') checkReadsNothing(node, problems);
    if (node.scope?.type === 'SUB_PROCESS' && kind !== 'none') {
      problems.add(node.id, 'the start event of an embedded subprocess must be a none start event');
    }
    if (node.scope?.type === 'EVENT_SUB_PROCESS' && kind === 'none') {
      problems.add(node.id, 'the start event of an event subprocess must have an event definition');
    }
  },
};

export const endEvent: ElementCompiler = {
  type: () => 'END_EVENT',
  compile: (source, node, fields) => compileEvent(source, node, { at: 'end', interrupting: false }, fields),
  check(node, problems) {
    checkCompensated(node, problems);
    if (node.outgoing.length > 0) problems.add(node.id, 'an end event must not have outgoing flows');
  },
};

export const intermediateCatchEvent: ElementCompiler = {
  type: () => 'INTERMEDIATE_CATCH_EVENT',
  compile: (source, node, fields) =>
    compileEvent(source, node, { at: 'intermediate catch', interrupting: false }, fields),
  check(node, problems) {
    if (node.event?.kind === 'none')
      problems.add(node.id, 'an intermediate catch event needs an event definition');
  },
};

export const intermediateThrowEvent: ElementCompiler = {
  type: () => 'INTERMEDIATE_THROW_EVENT',
  compile: (source, node, fields) =>
    compileEvent(source, node, { at: 'intermediate throw', interrupting: false }, fields),
  check: checkCompensated,
};

export const boundaryEvent: ElementCompiler = {
  type: () => 'BOUNDARY_EVENT',
  compile(source, node, fields) {
    node.interrupting = flag(source, 'cancelActivity', true);
    compileEvent(source, node, { at: 'boundary', interrupting: node.interrupting }, fields);
  },
  check(node, problems) {
    if (node.incoming.length > 0) problems.add(node.id, 'a boundary event must not have incoming flows');
    if (node.event?.kind === 'none') problems.add(node.id, 'a boundary event needs an event definition');
    if (node.event?.kind === 'compensation') checkCompensationBoundary(node, problems);
  },
};
