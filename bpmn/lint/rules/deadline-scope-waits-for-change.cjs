const { is } = require('bpmnlint-utils');
const {
  DEADLINE_CHANGED,
  boundaryEvents,
  eventDefinition,
  messageName,
  next,
  reaches,
} = require('../model.cjs');

/**
 * A running timer can't be changed, so whatever waits for a deadline waits for `deadline-changed` beside it and arms the
 * timer again. A boundary timer that does not interrupt only reminds; its worker looks at the deadline of the moment.
 */
module.exports = function () {
  return {
    check(node, reporter) {
      if (eventDefinition(node, 'bpmn:TimerEventDefinition') === undefined) return;
      if (is(node, 'bpmn:IntermediateCatchEvent')) checkCatch(node, reporter);
      if (is(node, 'bpmn:BoundaryEvent') && node.cancelActivity !== false) checkBoundary(node, reporter);
    },
  };
};

function checkCatch(timer, reporter) {
  const gateways = (timer.incoming ?? [])
    .map((flow) => flow.sourceRef)
    .filter((source) => is(source, 'bpmn:EventBasedGateway'));
  const changes = gateways.flatMap((gateway) => next(gateway).filter(isChange));
  if (changes.length === 0) {
    report(timer, reporter, `Timer does not wait for the message ${DEADLINE_CHANGED} beside it`, {
      zh: '定时器旁未等待“时限变更”消息：时限变更后仍会按原时间触发',
    });
    return;
  }
  for (const change of changes) {
    if (gateways.some((gateway) => reaches(change, gateway))) continue;
    report(change, reporter, 'After a change of the deadlines the timer is not armed again', {
      zh: '时限变更后没有回到时限监视，定时器不会重新设置',
    });
  }
}

function checkBoundary(timer, reporter) {
  if (boundaryEvents(timer.attachedToRef).some(isChange)) return;
  report(timer, reporter, `Activity with a deadline does not wait for the message ${DEADLINE_CHANGED}`, {
    zh: '带有到期中断的活动未等待“时限变更”消息',
  });
}

function isChange(node) {
  return messageName(node) === DEADLINE_CHANGED;
}

function report(node, reporter, message, context) {
  reporter.report(node.id, message, context);
}
