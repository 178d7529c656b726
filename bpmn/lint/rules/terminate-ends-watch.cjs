const { is } = require('bpmnlint-utils');
const { DEADLINE_MESSAGES, eventDefinition, messageName, next, nodes } = require('../model.cjs');
const { withCalledProcesses } = require('../processes.cjs');

/**
 * A subprocess with a watch branch is ended by terminate end events: the watch waits for ever, so after any other end the
 * subprocess would never complete. A watch is a branch that waits for a change of the deadlines, or the call of a process
 * that does. What the watch itself leads to, and side paths of events that do not interrupt, may end as they like.
 */
module.exports = withCalledProcesses((_options, calledProcess) => ({
  check(node, reporter) {
    if (!is(node, 'bpmn:SubProcess')) return;
    const watches = nodes(node).filter((inner) => isWatch(inner, calledProcess));
    if (watches.length === 0) return;
    for (const end of endsOfWork(node, watches)) {
      if (leavesScope(end)) continue;
      reporter.report(
        end.id,
        'End event leaves the watch over the deadlines running: make it a terminate end event',
        {
          zh: '结束后时限监视仍在等待，子流程无法完成：请改为终止结束事件',
        },
      );
    }
  },
}));

function isWatch(node, calledProcess) {
  if (is(node, 'bpmn:CallActivity')) {
    const called = calledProcess(node);
    return called !== undefined && nodes(called).some(waitsForChange);
  }
  return waitsForChange(node);
}

function waitsForChange(node) {
  return is(node, 'bpmn:IntermediateCatchEvent') && DEADLINE_MESSAGES.includes(messageName(node));
}

/** End events that the start of a scope leads to without passing its watch. */
function endsOfWork(scope, watches) {
  const seen = new Set(watches);
  const open = nodes(scope).filter((node) => is(node, 'bpmn:StartEvent'));
  const ends = new Set();
  while (open.length > 0) {
    const node = open.pop();
    if (seen.has(node)) continue;
    seen.add(node);
    if (is(node, 'bpmn:EndEvent')) ends.add(node);
    const interrupting = nodes(scope).filter(
      (boundary) => boundary.attachedToRef === node && boundary.cancelActivity !== false,
    );
    open.push(...next(node), ...interrupting);
  }
  return ends;
}

function leavesScope(end) {
  return ['bpmn:TerminateEventDefinition', 'bpmn:ErrorEventDefinition'].some(
    (type) => eventDefinition(end, type) !== undefined,
  );
}
