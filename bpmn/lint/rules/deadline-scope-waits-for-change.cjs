const { is } = require('bpmnlint-utils');
const {
  boundaryEvents,
  deadlineMessage,
  eventDefinition,
  extension,
  messageName,
  next,
  nodes,
  reaches,
} = require('../model.cjs');

/**
 * A running timer can't be changed, so whatever waits for a deadline of the order waits for its message of change beside it
 * and arms the timer again. A timer waits for a deadline when it reads a variable of one (`deadline.nextAt`, `assist.dueAt`,
 * see DEADLINES of model.cjs); times of their own (the slot of a callback, the limit of a review) do not move with it. A
 * boundary timer that does not interrupt only reminds; its worker looks at the deadline of the moment. A task that is due at
 * such a deadline is in a scope that waits for the change, so that desks show the new one.
 */
module.exports = function () {
  return {
    check(node, reporter) {
      if (is(node, 'bpmn:UserTask')) checkTask(node, reporter);
      const timer = eventDefinition(node, 'bpmn:TimerEventDefinition');
      if (timer === undefined) return;
      const message = deadlineMessage((timer.timeDate ?? timer.timeDuration ?? timer.timeCycle)?.body);
      if (message === undefined) return;
      if (is(node, 'bpmn:IntermediateCatchEvent')) checkCatch(node, message, reporter);
      if (is(node, 'bpmn:BoundaryEvent') && node.cancelActivity !== false)
        checkBoundary(node, message, reporter);
    },
  };
};

function checkCatch(timer, message, reporter) {
  const gateways = (timer.incoming ?? [])
    .map((flow) => flow.sourceRef)
    .filter((source) => is(source, 'bpmn:EventBasedGateway'));
  const changes = gateways.flatMap((gateway) =>
    next(gateway).filter((node) => messageName(node) === message),
  );
  if (changes.length === 0) {
    report(timer, reporter, `Timer does not wait for the message ${message} beside it`, {
      zh: `定时器旁未等待“时限变更”消息（${message}）：时限变更后仍会按原时间触发`,
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

function checkBoundary(timer, message, reporter) {
  if (boundaryEvents(timer.attachedToRef).some((boundary) => messageName(boundary) === message)) return;
  report(timer, reporter, `Activity with a deadline does not wait for the message ${message}`, {
    zh: `带有到期中断的活动未等待“时限变更”消息（${message}）`,
  });
}

function checkTask(task, reporter) {
  const message = deadlineMessage(extension(task, 'zeebe:TaskSchedule')?.dueDate);
  if (message === undefined) return;
  for (let scope = task.$parent; scope !== undefined; scope = scope.$parent) {
    if (nodes(scope).some((node) => waitsFor(node, message))) return;
  }
  report(task, reporter, `Task with a deadline is in a scope that does not wait for the message ${message}`, {
    zh: `人工任务按办理时限到期，但所在范围未等待“时限变更”消息（${message}）：时限变更后到期时间不会更新`,
  });
}

/** An event that waits for a message inside a scope: a catch event, or the start of an event subprocess. */
function waitsFor(node, message) {
  if (is(node, 'bpmn:SubProcess') && node.triggeredByEvent === true) {
    return nodes(node).some((inner) => is(inner, 'bpmn:StartEvent') && messageName(inner) === message);
  }
  return is(node, 'bpmn:IntermediateCatchEvent') && messageName(node) === message;
}

function report(node, reporter, message, context) {
  reporter.report(node.id, message, context);
}
