import { EngineError } from '../errors.ts';
import type { ElementNode } from '../model/graph.ts';
import { parseKey, type ElementInstance } from '../state/index.ts';
import type { ActivateInstruction, Variables } from './commands.ts';
import { activateInside } from './ad-hoc.ts';
import { openScope } from './direct-activation.ts';
import type { Execution } from './execution.ts';
import { childrenOf, createInstance } from './instances.ts';
import { entriesOf, setLocal } from './variables.ts';

const NOT_TO_ENTER: ReadonlySet<string> = new Set(['PROCESS', 'START_EVENT', 'BOUNDARY_EVENT']);

/** @throws EngineError INVALID_ARGUMENT for an element that can't be activated in an instance that runs */
export function checkedTarget(node: ElementNode | undefined, id: string): ElementNode {
  if (node === undefined) throw refusal(id, 'the process has no such element');
  if (NOT_TO_ENTER.has(node.type)) throw refusal(id, `it is a ${node.type}`);
  if (node.incoming.some(({ source }) => source.type === 'EVENT_BASED_GATEWAY'))
    throw refusal(id, 'it belongs to an event-based gateway');
  const scopes = enclosing(node);
  const adHoc = scopes.slice(0, -1).find(({ type }) => type === 'AD_HOC_SUB_PROCESS');
  if (adHoc !== undefined) throw refusal(id, `it is deep inside of the ad-hoc subprocess <${adHoc.id}>`);
  const around = scopes.find(({ multiInstance }) => multiInstance !== undefined);
  if (around !== undefined) throw refusal(id, `it is inside of the multi-instance <${around.id}>`);
  return node;
}

function refusal(id: string, why: string): EngineError {
  return new EngineError('INVALID_ARGUMENT', `the element <${id}> can not be activated: ${why}`);
}

/** The scopes around an element, the process first. */
function enclosing(node: ElementNode): ElementNode[] {
  return node.scope === null ? [] : [...enclosing(node.scope), node.scope];
}

/**
 * Schedules the activation of an element in a process instance. It enters the only instance of its scope; where there is
 * none, that is made, without its start event and input mappings.
 * @throws EngineError INVALID_ARGUMENT when the place is ambiguous or closed, or variables are for no scope of the element
 */
export function activateAt(
  x: Execution,
  root: ElementInstance,
  target: ElementNode,
  instruction: ActivateInstruction,
): void {
  const scopes = enclosing(target);
  const variables = variablesByScope(x, root, target, scopes, instruction);
  const [found, left] = existingPlace(x, root, target, scopes, instruction);
  let place = found;
  for (const scope of scopes.slice(0, scopes.length - left.length)) {
    if (scope === scopes[0]) continue;
    setOn(x, place, scope, variables);
  }
  for (const scope of left) {
    place.tokens += 1;
    x.save(place);
    const locals = variables.get(scope.id);
    place = createInstance(x, place, scope, locals === undefined ? {} : { variables: locals });
    openScope(x, place, scope);
  }
  if (place.interrupted || place.state === 'TERMINATING')
    throw refusal(target.id, `the scope <${place.elementId}> lets no token in any more`);
  const locals = variables.get(target.id);
  if (place.type === 'AD_HOC_SUB_PROCESS' && target.type !== 'EVENT_SUB_PROCESS') {
    activateInside(x, place, [{ elementId: target.id, variables: locals ?? {} }]);
    return;
  }
  place.tokens += 1;
  x.save(place);
  x.schedule({
    op: 'enter',
    scopeKey: place.key,
    elementId: target.id,
    ...(locals === undefined ? {} : { seed: { variables: locals } }),
  });
}

/** The innermost instance around the target that is there already, and the scopes below it that have to be made. */
function existingPlace(
  x: Execution,
  root: ElementInstance,
  target: ElementNode,
  scopes: readonly ElementNode[],
  { ancestorElementInstanceKey }: ActivateInstruction,
): [ElementInstance, readonly ElementNode[]] {
  if (ancestorElementInstanceKey !== undefined) {
    const ancestor = x.state.instances.get(parseKey('ancestor', ancestorElementInstanceKey));
    const depth = scopes.findIndex(({ id }) => id === ancestor?.elementId);
    if (ancestor === undefined || depth < 0 || ancestor.processInstanceKey !== root.key) {
      throw refusal(
        target.id,
        `the ancestor <${ancestorElementInstanceKey}> is no active instance of a scope around it`,
      );
    }
    return [ancestor, scopes.slice(depth + 1)];
  }
  let place = root;
  for (const [index, scope] of scopes.entries()) {
    if (index === 0) continue;
    const found = activeChildren(x, place, scope.id);
    if (found.length > 1)
      throw refusal(target.id, `its scope <${scope.id}> has ${found.length} active instances; name one`);
    const [next] = found;
    if (next === undefined) return [place, scopes.slice(index)];
    place = next;
  }
  return [place, []];
}

function activeChildren(x: Execution, scope: ElementInstance, elementId: string): ElementInstance[] {
  return childrenOf(x, scope.key)
    .map((key) => x.instance(key))
    .filter((child) => child.elementId === elementId && child.state !== 'TERMINATING');
}

/** The variables of an instruction by the scope that they belong to; those of the process instance are set at once. */
function variablesByScope(
  x: Execution,
  root: ElementInstance,
  target: ElementNode,
  scopes: readonly ElementNode[],
  { variableInstructions }: ActivateInstruction,
): ReadonlyMap<string, Variables> {
  const byScope = new Map<string, Variables>();
  for (const { variables, scopeId } of variableInstructions) {
    const entries = entriesOf(variables);
    if (scopeId === undefined || scopeId === scopes[0]?.id) {
      setLocal(x, root.key, entries);
      continue;
    }
    if (scopeId !== target.id && !scopes.some(({ id }) => id === scopeId))
      throw refusal(target.id, `<${scopeId}> is no scope around it to set variables in`);
    byScope.set(scopeId, { ...byScope.get(scopeId), ...variables });
  }
  return byScope;
}

/** Sets the variables of a scope that is there already: the place, or one around it. */
function setOn(
  x: Execution,
  place: ElementInstance,
  scope: ElementNode,
  variables: ReadonlyMap<string, Variables>,
): void {
  const locals = variables.get(scope.id);
  if (locals === undefined) return;
  let instance: ElementInstance | undefined = place;
  while (instance !== undefined && instance.elementId !== scope.id)
    instance = instance.scopeKey === 0 ? undefined : x.instance(instance.scopeKey);
  if (instance !== undefined) setLocal(x, instance.key, Object.entries(locals));
}
