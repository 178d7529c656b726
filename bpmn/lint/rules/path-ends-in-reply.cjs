const { is } = require('bpmnlint-utils');
const { boundaryEvents, extension, next, nodes, property } = require('../model.cjs');

/** What a path has passed: bits, so that a path is looked at once for each of their combinations. */
const REPLY = 1;
const CALLBACK = 2;
const ANSWERED = 4;

const DEFAULTS = {
  /** Forms in which a unit writes the reply to the caller. */
  replyForms: ['handle-order', 'make-safe'],
  /** Forms in which the caller is asked. */
  callbackForms: ['call-back'],
  /** Jobs that record a reply given during the call; such an order needs no callback. */
  answerJobs: ['hotline.answer-at-once'],
};

/**
 * Every path from intake ends in a reply and a callback, in an answer given at once, or in an end event that records why
 * not (property `recordedReason`). In a subprocess such an end event stands for the reply; the order still needs its
 * callback. A boundary event that does not interrupt begins a side path, which owes the caller nothing.
 */
module.exports = function (options) {
  const settings = { ...DEFAULTS, ...options };
  return {
    check(node, reporter) {
      if (!is(node, 'bpmn:Process') || !node.isExecutable) return;
      const missing = new Map();
      walk(node, 0, settings, (end, passed) => {
        if (!isSatisfied(end, passed)) missing.set(end.id, passed);
      });
      for (const [id, passed] of missing) reporter.report(id, ...lackOf(passed));
    },
  };
};

function isSatisfied(end, passed) {
  const asked = (passed & REPLY) !== 0 && (passed & CALLBACK) !== 0;
  return asked || (passed & ANSWERED) !== 0 || hasReason(end);
}

function lackOf(passed) {
  return (passed & REPLY) === 0
    ? ['A path ends here without a reply to the caller', { zh: '有路径在此结束，但未答复诉求人' }]
    : ['A path ends here without a callback', { zh: '有路径在此结束，但未回访诉求人' }];
}

/** Follows all paths of a scope; tells each end with what was passed, and returns what paths have passed at the ends. */
function walk(scope, passed, settings, onEnd) {
  const exits = new Set();
  const seen = new Set();
  const open = nodes(scope)
    .filter((node) => is(node, 'bpmn:StartEvent') || isEventSubprocess(node))
    .map((node) => [node, passed]);
  while (open.length > 0) {
    const [node, before] = open.pop();
    const key = `${node.id}|${before}`;
    if (seen.has(key)) continue;
    seen.add(key);
    for (const boundary of boundaryEvents(node)) {
      if (boundary.cancelActivity !== false) open.push([boundary, before]);
    }
    for (const after of pass(node, before, settings, onEnd)) {
      const following = next(node);
      if (following.length === 0) {
        onEnd(node, after);
        exits.add(is(scope, 'bpmn:SubProcess') && hasReason(node) ? after | REPLY : after);
      }
      for (const target of following) open.push([target, after]);
    }
  }
  return exits;
}

/** What a path has passed behind an element; several for a subprocess with several ends. */
function pass(node, before, settings, onEnd) {
  if (is(node, 'bpmn:SubProcess')) {
    // An end inside an embedded subprocess is not the end of the order; that of an event subprocess is.
    const ends = walk(node, before, settings, isEventSubprocess(node) ? onEnd : () => undefined);
    return isEventSubprocess(node) ? [] : ends;
  }
  const form = extension(node, 'zeebe:FormDefinition')?.formId;
  const job = extension(node, 'zeebe:TaskDefinition')?.type;
  let after = before;
  if (settings.replyForms.includes(form)) after |= REPLY;
  if (settings.callbackForms.includes(form)) after |= CALLBACK;
  if (settings.answerJobs.includes(job)) after |= ANSWERED;
  return [after];
}

function isEventSubprocess(node) {
  return is(node, 'bpmn:SubProcess') && node.triggeredByEvent === true && !isSidePath(node);
}

function isSidePath(subprocess) {
  return nodes(subprocess).some((node) => is(node, 'bpmn:StartEvent') && node.isInterrupting === false);
}

function hasReason(end) {
  return (property(end, 'recordedReason') ?? '').trim() !== '';
}
