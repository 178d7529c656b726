import { EngineError } from '../../errors.ts';
import type { ElementNode, ProcessGraph } from '../../model/graph.ts';
import { innerInstanceId } from '../../model/index.ts';
import type { Definition, ElementInstance } from '../../state/index.ts';
import type { CommandInput } from '../commands.ts';
import type { Execution } from '../execution.ts';
import { childrenOf } from '../instances.ts';
import { targetsOf } from '../subscriptions.ts';

/** Where the parts of a process instance go. */
export interface MigrationPlan {
  readonly root: ElementInstance;
  readonly target: Definition;
  /** Source element id to the element that takes its place; the process itself included. */
  readonly mapped: ReadonlyMap<string, ElementNode>;
  /** All live instances, the process instance first. */
  readonly instances: readonly ElementInstance[];
}

type Mappings = CommandInput<'migrateInstance'>['mappings'];

/**
 * Checks a migration against the process instance as it is.
 * @throws EngineError INVALID_ARGUMENT for mappings that make no sense, INVALID_STATE when the instance can't be migrated so
 */
export function planMigration(
  x: Execution,
  root: ElementInstance,
  target: Definition,
  mappings: Mappings,
): MigrationPlan {
  const from = x.graph(root);
  const to = x.definitions.process(target.key);
  const mapped = readMappings(from, to, mappings);
  const instances = [root, ...inside(x, root.key)];
  for (const instance of instances) checkInstance(x, instance, mapped);
  return { root, target, mapped, instances };
}

function invalid(message: string): EngineError {
  return new EngineError('INVALID_ARGUMENT', message);
}

function impossible(message: string): EngineError {
  return new EngineError('INVALID_STATE', message);
}

function readMappings(
  from: ProcessGraph,
  to: ProcessGraph,
  mappings: Mappings,
): ReadonlyMap<string, ElementNode> {
  const mapped = new Map<string, ElementNode>([[from.root.id, to.root]]);
  const caught = new Map<ElementNode, string>();
  for (const { sourceElementId, targetElementId } of mappings) {
    const source = from.elements.get(sourceElementId);
    const target = to.elements.get(targetElementId);
    if (source === undefined)
      throw invalid(`the process <${from.processId}> has no element <${sourceElementId}> to migrate from`);
    if (target === undefined)
      throw invalid(`the process <${to.processId}> has no element <${targetElementId}> to migrate to`);
    if (mapped.has(sourceElementId)) throw invalid(`the element <${sourceElementId}> is mapped twice`);
    mapped.set(sourceElementId, target);
    if (!isCatch(source)) continue;
    const other = caught.get(target);
    if (other !== undefined)
      throw impossible(
        `the events <${other}> and <${sourceElementId}> can not both become <${targetElementId}>`,
      );
    caught.set(target, sourceElementId);
    if (source.type !== target.type || source.event?.kind !== target.event?.kind) {
      throw impossible(
        `the event <${sourceElementId}> (${describe(source)}) can not become <${targetElementId}> (${describe(target)})`,
      );
    }
  }
  for (const [sourceId, target] of [...mapped]) {
    const inner = to.elements.get(innerInstanceId(target.id));
    if (inner !== undefined) mapped.set(innerInstanceId(sourceId), inner);
  }
  return mapped;
}

function isCatch({ type }: ElementNode): boolean {
  return type === 'BOUNDARY_EVENT' || type === 'START_EVENT' || type === 'INTERMEDIATE_CATCH_EVENT';
}

function describe({ type, event }: ElementNode): string {
  return event === undefined ? type : `${type} ${event.kind}`;
}

/** Live instances inside of a scope, at any depth. */
function inside(x: Execution, scopeKey: number): ElementInstance[] {
  return childrenOf(x, scopeKey).flatMap((key) => [x.instance(key), ...inside(x, key)]);
}

function checkInstance(
  x: Execution,
  instance: ElementInstance,
  mapped: ReadonlyMap<string, ElementNode>,
): void {
  const source = x.node(instance);
  const target = mapped.get(source.id);
  if (target === undefined) throw impossible(`the active element <${source.id}> is not mapped`);
  if (instance.state === 'TERMINATING' || instance.pending !== null)
    throw impossible(`the element <${source.id}> is being terminated; migrate when that is done`);
  if (isMoving(x, instance))
    throw impossible(`a token in <${source.id}> takes a sequence flow; migrate when it has arrived`);
  checkKind(source, target);
  if (source.scope !== null && mapped.get(source.scope.id) !== target.scope) {
    throw impossible(
      `the element <${source.id}> is in <${source.scope.id}>, but <${target.id}> is in <${target.scope?.id ?? ''}>: the scope can not change`,
    );
  }
  for (const { elementId } of instance.subscriptions ?? [])
    checkCatch(x.element(instance.definitionKey, elementId), instance, target, mapped);
  for (const [gatewayId, waiting] of Object.entries(instance.joins ?? {}))
    checkJoin(x.element(instance.definitionKey, gatewayId), waiting, target, mapped);
}

/** Whether a scope has tokens that are neither in an element nor wait at a joining gateway. */
function isMoving(x: Execution, { key, type, tokens, joins }: ElementInstance): boolean {
  // What throws a compensation counts the handlers, which are beside it.
  if (type === 'INTERMEDIATE_THROW_EVENT' || type === 'END_EVENT') return false;
  const waiting = Object.values(joins ?? {}).flatMap((flows) => Object.values(flows));
  return tokens !== childrenOf(x, key).length + waiting.reduce((sum, count) => sum + count, 0);
}

/** Names of what an element is besides its type: none of it may change while it is active. */
function kindOf(node: ElementNode): Readonly<Record<string, unknown>> {
  return {
    type: node.type,
    event: node.event?.kind ?? 'none',
    'native user task': node.userTask !== undefined,
    'job worker': node.job !== undefined,
    'multi-instance':
      node.multiInstance === undefined ? 'no' : node.multiInstance.sequential ? 'sequential' : 'parallel',
  };
}

function checkKind(source: ElementNode, target: ElementNode): void {
  const [before, after] = [kindOf(source), kindOf(target)];
  for (const [what, value] of Object.entries(before)) {
    if (after[what] === value) continue;
    throw impossible(
      `the active element <${source.id}> can not become <${target.id}>: ${what} was <${String(value)}>, would be <${String(after[what])}>`,
    );
  }
}

/** A catch event that keeps its subscription must stay at its element. */
function checkCatch(
  source: ElementNode,
  host: ElementInstance,
  target: ElementNode,
  mapped: ReadonlyMap<string, ElementNode>,
): void {
  const next = mapped.get(source.id);
  if (next === undefined || source.id === host.elementId) return;
  if (targetsOf(host, target).includes(next)) return;
  throw impossible(`the event <${source.id}> becomes <${next.id}>, which does not belong to <${target.id}>`);
}

/** Tokens that wait at a joining gateway wait on at the gateway that takes its place, by the ids of the flows. */
function checkJoin(
  gateway: ElementNode,
  waiting: Readonly<Record<string, number>>,
  scope: ElementNode,
  mapped: ReadonlyMap<string, ElementNode>,
): void {
  const flows = Object.keys(waiting).filter((id) => (waiting[id] ?? 0) > 0);
  if (flows.length === 0) return;
  const target = mapped.get(gateway.id);
  if (target === undefined)
    throw impossible(`tokens wait at the joining gateway <${gateway.id}>, which is not mapped`);
  if (target.scope !== scope || target.type !== gateway.type || target.incoming.length < 2)
    throw impossible(`the joining gateway <${gateway.id}> can not become <${target.id}>`);
  const lost = flows.find((id) => !target.incoming.some((flow) => flow.id === id));
  if (lost !== undefined)
    throw impossible(`a token waits on the flow <${lost}>, which does not lead to <${target.id}>`);
}
