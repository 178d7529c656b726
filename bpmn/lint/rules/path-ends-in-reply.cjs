const { is } = require('bpmnlint-utils');
const {
  boundaryEvents,
  eventDefinition,
  extension,
  messageName,
  next,
  nodes,
  property,
} = require('../model.cjs');
const { withCalledProcesses } = require('../processes.cjs');

/** What a path has passed: bits, so that a path is looked at once for each of their combinations. */
const REPLY = 1;
const CALLBACK = 2;
const SETTLED = 4;

const DEFAULTS = {
  /** Messages that bring a request: a process that starts with one of them is where paths begin. */
  intakeMessages: ['order-received'],
  /** Forms in which a unit writes the reply to the caller. */
  replyForms: ['handle-order', 'make-safe'],
  /** Jobs that give the caller the reply of another order. */
  replyJobs: ['hotline.copy-reply'],
  /** Forms in which the caller is asked. */
  callbackForms: ['call-back'],
  /** Jobs that record a reply given during the call; such an order needs no callback. */
  answerJobs: ['hotline.answer-at-once'],
};

/**
 * Every path from intake ends in a reply and a callback, in an answer given at once, or records why not (property
 * `recordedReason`). Paths lead through called processes and out of them. The reason of a task stands for reply and
 * callback, that of an end event inside a subprocess or called process for the reply, or for the callback of an order that
 * has its reply. A boundary event or event subprocess that does not interrupt begins a side path, which owes the caller
 * nothing; an error that it throws ends the scope all the same.
 */
module.exports = withCalledProcesses((options, calledProcess) => {
  const context = { settings: { ...DEFAULTS, ...options }, calledProcess };
  return {
    check(node, reporter) {
      if (!isIntake(node, context.settings)) return;
      const missing = new Map();
      const unknown = new Set();
      walk(node, 0, {
        ...context,
        inside: [node],
        onEnd(end, passed) {
          if (!isSatisfied(end, passed)) missing.set(end.id, passed);
        },
        onUnknown: (call) => unknown.add(call.id),
      });
      for (const [id, passed] of missing) reporter.report(id, ...lackOf(passed));
      for (const id of unknown) {
        reporter.report(id, 'No model has the called process: nobody knows what its paths end in', {
          zh: '找不到被调用的流程，无法核对其路径是否答复和回访诉求人',
        });
      }
    },
  };
});

function isIntake(node, settings) {
  if (!is(node, 'bpmn:Process') || !node.isExecutable) return false;
  return nodes(node).some(
    (start) => is(start, 'bpmn:StartEvent') && settings.intakeMessages.includes(messageName(start)),
  );
}

function isSatisfied(end, passed) {
  const asked = (passed & REPLY) !== 0 && (passed & CALLBACK) !== 0;
  return asked || (passed & SETTLED) !== 0 || hasReason(end);
}

function lackOf(passed) {
  return (passed & REPLY) === 0
    ? ['A path ends here without a reply to the caller', { zh: '有路径在此结束，但未答复诉求人' }]
    : ['A path ends here without a callback', { zh: '有路径在此结束，但未回访诉求人' }];
}

/** What paths have passed where they leave a scope: at its ends, and by each error that its ends throw. */
class Exits {
  ends = new Set();
  /** A scope with terminate end events ends there; the ends of other branches beside them leave it running. */
  terminated = new Set();
  errors = new Map();

  throws(code, passed) {
    this.errors.set(code, (this.errors.get(code) ?? new Set()).add(passed));
  }

  get all() {
    return this.terminated.size > 0 ? this.terminated : this.ends;
  }
}

/** Follows all paths of a scope; tells each end with what was passed. */
function walk(scope, passed, context) {
  const exits = new Exits();
  const seen = new Set();
  const joins = new Map();
  const open = nodes(scope)
    .filter((node) => is(node, 'bpmn:StartEvent') || isEventSubprocess(node))
    .map((node) => ({ node, passed }));
  while (open.length > 0) {
    const { node, passed: before, flow } = open.pop();
    const key = `${flow?.id ?? node.id}|${before}`;
    if (seen.has(key)) continue;
    seen.add(key);
    for (const state of isJoin(node) ? joined(node, flow, before, joins) : [before]) {
      const inner = pass(node, state, context);
      for (const caught of boundaryPaths(node, state, inner)) open.push(caught);
      for (const [code, thrown] of inner.errors) for (const one of thrown) exits.throws(code, one);
      const following = next(node);
      for (const after of inner.all) {
        if (following.length === 0) leave(node, after, exits, context);
        for (const target of following) {
          const flow = (node.outgoing ?? []).find(({ targetRef }) => targetRef === target);
          open.push({ node: target, passed: after, flow });
        }
      }
    }
  }
  return exits;
}

function isJoin(node) {
  return is(node, 'bpmn:ParallelGateway') && (node.incoming ?? []).length > 1;
}

/** What was passed behind a parallel join, once each of its branches has come: all that its branches have. */
function joined(node, flow, passed, joins) {
  const arrived = joins.get(node) ?? new Map(node.incoming.map((incoming) => [incoming, new Set()]));
  joins.set(node, arrived);
  arrived.get(flow)?.add(passed);
  let states = [passed];
  for (const [incoming, others] of arrived) {
    if (incoming !== flow) states = states.flatMap((state) => [...others].map((other) => state | other));
  }
  return new Set(states);
}

/** A path that ends: by an error, which a boundary event may catch, or for good. */
function leave(node, passed, exits, context) {
  const state = hasReason(node) ? excused(passed) : passed;
  const error = is(node, 'bpmn:EndEvent') ? eventDefinition(node, 'bpmn:ErrorEventDefinition') : undefined;
  if (error !== undefined) {
    exits.throws(error.errorRef?.errorCode, state);
    return;
  }
  context.onEnd(node, passed);
  const isTerminated = eventDefinition(node, 'bpmn:TerminateEventDefinition') !== undefined;
  (isTerminated ? exits.terminated : exits.ends).add(state);
}

function excused(passed) {
  return passed | ((passed & REPLY) === 0 ? REPLY : CALLBACK);
}

/** Paths that begin at interrupting boundary events; takes the errors that they catch out of what leaves the activity. */
function boundaryPaths(node, before, inner) {
  return boundaryEvents(node).flatMap((boundary) => {
    if (boundary.cancelActivity === false) return [];
    const error = eventDefinition(boundary, 'bpmn:ErrorEventDefinition');
    const caught = error === undefined ? undefined : take(inner.errors, error.errorRef?.errorCode);
    // An error that no end event throws comes from a job: nothing of the activity is sure to have happened.
    return [...(caught ?? [before])].map((state) => ({ node: boundary, passed: state }));
  });
}

function take(errors, code) {
  const states =
    code === undefined ? new Set([...errors.values()].flatMap((set) => [...set])) : errors.get(code);
  if (states === undefined || states.size === 0) return undefined;
  if (code === undefined) errors.clear();
  else errors.delete(code);
  return states;
}

/** What a path has passed behind an element; several for a scope with several ends. */
function pass(node, before, context) {
  if (is(node, 'bpmn:SubProcess')) return passSubprocess(node, before, context);
  if (is(node, 'bpmn:CallActivity')) return passCalled(node, before, context);
  const { settings } = context;
  const form = extension(node, 'zeebe:FormDefinition')?.formId;
  const job = extension(node, 'zeebe:TaskDefinition')?.type;
  let after = before;
  if (settings.replyForms.includes(form) || settings.replyJobs.includes(job)) after |= REPLY;
  if (settings.callbackForms.includes(form)) after |= CALLBACK;
  if (settings.answerJobs.includes(job) || (is(node, 'bpmn:Task') && hasReason(node))) after |= SETTLED;
  const exits = new Exits();
  exits.ends.add(after);
  return exits;
}

function passSubprocess(node, before, context) {
  // An end inside an embedded subprocess is not the end of the order; that of an interrupting event subprocess is.
  const isEnd = isEventSubprocess(node) && !isSidePath(node);
  const exits = walk(node, before, isEnd ? context : { ...context, onEnd: () => undefined });
  if (isEventSubprocess(node)) {
    exits.ends.clear();
    exits.terminated.clear();
  }
  return exits;
}

function passCalled(call, before, context) {
  const called = context.calledProcess(call);
  if (called === undefined) context.onUnknown(call);
  if (called === undefined || context.inside.includes(called)) {
    const exits = new Exits();
    exits.ends.add(before);
    return exits;
  }
  return walk(called, before, { ...context, inside: [...context.inside, called], onEnd: () => undefined });
}

function isEventSubprocess(node) {
  return is(node, 'bpmn:SubProcess') && node.triggeredByEvent === true;
}

function isSidePath(subprocess) {
  return nodes(subprocess).some((node) => is(node, 'bpmn:StartEvent') && node.isInterrupting === false);
}

function hasReason(node) {
  return (property(node, 'recordedReason') ?? '').trim() !== '';
}
