import type { NodeDraft, ProblemList } from '../draft.ts';
import type { ElementCompiler } from '../element-compiler.ts';
import { checkDistinctCatches } from './activity.ts';

const nothingToRead: ElementCompiler['compile'] = () => undefined;

/** A gateway that chooses by conditions needs one on every flow but the default; a single flow is simply taken. */
function checkConditions(node: NodeDraft, problems: ProblemList): void {
  if (node.defaultFlow?.condition !== undefined) {
    problems.add(node.defaultFlow.id, 'the default flow of a gateway must not have a condition');
  }
  if (node.outgoing.length < 2) return;
  for (const flow of node.outgoing) {
    if (flow !== node.defaultFlow && flow.condition === undefined) {
      problems.add(
        flow.id,
        `the flow from the gateway <${node.id}> needs a condition, or must be its default flow`,
      );
    }
  }
}

export const exclusiveGateway: ElementCompiler = {
  type: () => 'EXCLUSIVE_GATEWAY',
  compile: nothingToRead,
  check: checkConditions,
};

export const inclusiveGateway: ElementCompiler = {
  type: () => 'INCLUSIVE_GATEWAY',
  compile: nothingToRead,
  check: checkConditions,
};

export const parallelGateway: ElementCompiler = {
  type: () => 'PARALLEL_GATEWAY',
  compile: nothingToRead,
};

export const eventBasedGateway: ElementCompiler = {
  type: () => 'EVENT_BASED_GATEWAY',
  compile(source, node, fields) {
    if (source['instantiate'] === true)
      fields.problems.add(node.id, 'an event-based gateway can not start a process');
    if (source['eventGatewayType'] === 'Parallel')
      fields.problems.add(node.id, 'a parallel event-based gateway is not supported');
  },
  check(node, problems) {
    if (node.outgoing.length < 2)
      problems.add(node.id, 'an event-based gateway needs at least two outgoing flows');
    for (const { target } of node.outgoing) {
      if (target.type !== 'INTERMEDIATE_CATCH_EVENT' || target.event?.kind === 'link') {
        problems.add(
          node.id,
          `an event-based gateway must lead to intermediate catch events, <${target.id}> is none`,
        );
      } else if (target.incoming.length > 1) {
        problems.add(
          target.id,
          'a catch event behind an event-based gateway must have no other incoming flow',
        );
      }
    }
    checkDistinctCatches(
      node.outgoing.map((flow) => flow.target),
      problems,
    );
  },
};
