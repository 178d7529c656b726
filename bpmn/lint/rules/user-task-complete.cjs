const { is } = require('bpmnlint-utils');
const { extension } = require('../model.cjs');

const NEEDED = [
  {
    type: 'zeebe:AssignmentDefinition',
    attribute: 'candidateGroups',
    message: 'User task has no candidate group: nobody sees it on a desk',
    zh: '人工任务未设置候选组，没有人会看到它',
  },
  {
    type: 'zeebe:FormDefinition',
    attribute: 'formId',
    message: 'User task has no form',
    zh: '人工任务未设置表单',
  },
  {
    type: 'zeebe:TaskSchedule',
    attribute: 'dueDate',
    message: 'User task has no due date',
    zh: '人工任务未设置到期时间',
  },
];

/** Every user task has a group, a form and a due date. */
module.exports = function () {
  return {
    check(node, reporter) {
      if (!is(node, 'bpmn:UserTask')) return;
      for (const { type, attribute, message, zh } of NEEDED) {
        if (!extension(node, type)?.[attribute]) reporter.report(node.id, message, { zh });
      }
    },
  };
};
