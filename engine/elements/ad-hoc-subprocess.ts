import { EngineError } from '../errors.ts';
import type { AdHocDefinition, ElementNode, JobDefinition } from '../model/graph.ts';
import { activateInside, fulfill, isActivatable, terminateInside, withdrawJob } from '../processor/ad-hoc.ts';
import type { ElementBehavior } from '../processor/behavior.ts';
import { evaluate, evaluateCondition, show } from '../processor/evaluation.ts';
import type { Execution } from '../processor/execution.ts';
import { createJob } from '../processor/jobs.ts';
import { Standstill } from '../processor/standstill.ts';
import { contextOf, overlaid, propagate, setLocal } from '../processor/variables.ts';
import type { ElementInstance } from '../state/index.ts';
import { terminateScope } from './scope.ts';

/** A subprocess whose elements are activated in any order. */
export const adHocSubProcess: ElementBehavior = {
  activate(x, adHoc, node) {
    const definition = definitionOf(node);
    const { elements, outputCollection } = definition;
    setLocal(x, adHoc.key, [['adHocSubProcessElements', elements]]);
    if (outputCollection !== undefined) setLocal(x, adHoc.key, [[outputCollection, []]]);
    if (node.job !== undefined) {
      askWorker(x, adHoc, node.job);
      return 'wait';
    }
    const active = evaluateActive(x, adHoc, node, definition);
    activateInside(
      x,
      adHoc,
      active.map((elementId) => ({ elementId, variables: {} })),
    );
    return 'wait';
  },

  complete(x, adHoc, node) {
    const { outputCollection } = definitionOf(node);
    if (outputCollection === undefined) return;
    const results = x.state.variables.get(adHoc.key)?.get(outputCollection)?.value ?? [];
    propagate(x, adHoc.scopeKey, [[outputCollection, results]]);
  },

  beforeChildCompletes(x, adHoc, _childNode, child) {
    const node = x.node(adHoc);
    const definition = definitionOf(node);
    const isInner = child.type === 'AD_HOC_SUB_PROCESS_INNER_INSTANCE';
    const results = isInner ? withOutput(x, adHoc, child, definition) : undefined;
    const isOver = isInner && !adHoc.interrupted && isConditionMet(x, adHoc, definition, results);
    if (node.job !== undefined && !adHoc.interrupted) askWorker(x, adHoc, node.job);
    if (results !== undefined) setLocal(x, adHoc.key, [results]);
    if (!isOver) return;
    fulfill(x, adHoc);
    if (definition.cancelRemainingInstances) terminateInside(x, adHoc, child.key);
  },

  staysWhenEmpty: (_x, adHoc, node) =>
    !adHoc.interrupted && (node.job !== undefined || definitionOf(node).completionCondition !== undefined),

  terminate: terminateScope,
};

/** The scope of one element that was activated, and of what follows it. */
export const adHocInnerInstance: ElementBehavior = {
  activate(x, inner, node) {
    const elementId = inner.trigger?.elementId;
    if (elementId === undefined)
      throw new EngineError('INTERNAL', `nothing is to be activated in <${node.id}>`);
    inner.trigger = null;
    const output = node.scope?.adHoc?.outputElement;
    const [name, ...others] = output?.names ?? [];
    // An output that is a variable is one of this scope, so that elements side by side do not overwrite it.
    if (name !== undefined && others.length === 0 && output?.source.replace(/^=\s*/, '').trim() === name) {
      const known = x.state.variables.get(inner.key)?.has(name) === true;
      if (!known) setLocal(x, inner.key, [[name, null]]);
    }
    inner.tokens += 1;
    x.schedule({ op: 'enter', scopeKey: inner.key, elementId });
    return 'wait';
  },
  terminate: terminateScope,
};

function definitionOf(node: ElementNode): AdHocDefinition {
  if (node.adHoc === undefined) throw new EngineError('INTERNAL', `<${node.id}> is no ad-hoc subprocess`);
  return node.adHoc;
}

function evaluateActive(
  x: Execution,
  adHoc: ElementInstance,
  node: ElementNode,
  { activeElements }: AdHocDefinition,
): readonly string[] {
  if (activeElements === undefined) return [];
  const ids = evaluate(x, activeElements, adHoc.key);
  if (!Array.isArray(ids) || !ids.every((id) => typeof id === 'string')) {
    throw new Standstill(
      'EXTRACT_VALUE_ERROR',
      `the active elements <${activeElements.source}> must be a list of strings, they are ${show(ids)}`,
    );
  }
  const wrong = ids.filter((id) => !isActivatable(node, id));
  if (wrong.length === 0) return ids;
  throw new Standstill(
    'EXTRACT_VALUE_ERROR',
    `<${wrong.join(', ')}> can not be activated in the ad-hoc subprocess <${node.id}>`,
  );
}

/** Has the worker decide what comes next. There is one job at a time. @throws Standstill; nothing has changed then */
function askWorker(x: Execution, adHoc: ElementInstance, definition: JobDefinition): void {
  const job = createJob(x, adHoc, definition, {
    kind: 'AD_HOC_SUB_PROCESS',
    event: 'UNSPECIFIED',
    listenerIndex: 0,
  });
  withdrawJob(x, adHoc);
  adHoc.jobKey = job.key;
  x.save(adHoc);
}

function withOutput(
  x: Execution,
  adHoc: ElementInstance,
  child: ElementInstance,
  { outputCollection, outputElement }: AdHocDefinition,
): readonly [string, unknown] | undefined {
  if (outputCollection === undefined || outputElement === undefined) return undefined;
  const output = evaluate(x, outputElement, child.key) ?? null;
  const before = x.state.variables.get(adHoc.key)?.get(outputCollection)?.value;
  return [outputCollection, [...(Array.isArray(before) ? (before as unknown[]) : []), output]];
}

function isConditionMet(
  x: Execution,
  adHoc: ElementInstance,
  { completionCondition }: AdHocDefinition,
  results: readonly [string, unknown] | undefined,
): boolean {
  if (completionCondition === undefined) return false;
  const seen = overlaid(new Map(results === undefined ? [] : [results]), contextOf(x, adHoc.key));
  return evaluateCondition(x, completionCondition, seen);
}
