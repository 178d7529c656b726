const { is } = require('bpmnlint-utils');
const { eventDefinition } = require('../model.cjs');

const KEYWORDS = new Set(
  'if then else for in return some every satisfies and or not null true false between instance of function'.split(
    ' ',
  ),
);

/** Whether a FEEL expression takes its time from a variable alone. */
function readsVariableOnly(expression) {
  if (!expression.startsWith('=')) return false;
  // A text in it is a time written into the diagram: duration("PT1H"), @"2026-10-01".
  if (expression.includes('"')) return false;
  const names = expression.slice(1).match(/[\p{L}_][\p{L}\p{N}_.]*(?!\s*\()\b/gu) ?? [];
  return names.some((name) => !KEYWORDS.has(name) && !isCalled(name, expression));
}

function isCalled(name, expression) {
  return new RegExp(`(^|[^\\p{L}\\p{N}_.])${name.replaceAll('.', '\\.')}\\s*\\(`, 'u').test(expression);
}

/** Every timer reads a variable, never a literal: limits are rules that an admin edits, not drawings. */
module.exports = function () {
  return {
    check(node, reporter) {
      if (!is(node, 'bpmn:Event')) return;
      const timer = eventDefinition(node, 'bpmn:TimerEventDefinition');
      if (timer === undefined) return;
      const time = timer.timeDate ?? timer.timeDuration ?? timer.timeCycle;
      if (readsVariableOnly((time?.body ?? '').trim())) return;
      reporter.report(node.id, 'Timer does not read a variable: put the time in a decision table', {
        zh: '定时器未读取变量：请把时长写入决策表，不要写在流程图上',
      });
    },
  };
};
