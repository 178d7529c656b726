const { is } = require('bpmnlint-utils');
const { DEADLINE_CHANGED, eventDefinition, messageName, nodes } = require('../model.cjs');

/**
 * A subprocess with a watch branch is ended by terminate end events: the watch waits for ever, so after any other end the
 * subprocess would never complete.
 */
module.exports = function () {
  return {
    check(node, reporter) {
      if (!is(node, 'bpmn:SubProcess') || !hasWatch(node)) return;
      for (const end of nodes(node).filter((inner) => is(inner, 'bpmn:EndEvent'))) {
        if (eventDefinition(end, 'bpmn:TerminateEventDefinition') !== undefined) continue;
        reporter.report(
          end.id,
          'End event leaves the watch over the deadlines running: make it a terminate end event',
          {
            zh: '结束后时限监视仍在等待，子流程无法完成：请改为终止结束事件',
          },
        );
      }
    },
  };
};

function hasWatch(scope) {
  return nodes(scope).some(
    (node) => is(node, 'bpmn:IntermediateCatchEvent') && messageName(node) === DEADLINE_CHANGED,
  );
}
