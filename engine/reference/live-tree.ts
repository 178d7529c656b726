import type { ElementInstance, Job } from '../state/index.ts';
import { waitingTokens, type StoredContent } from '../testing/stored-content.ts';
import type { ModelNode } from './model-node.ts';

/** An instance with what is in it, in words that are the same for the engine and for the interpreter. */
export interface LiveTree<Node> {
  readonly node: Node;
  readonly line: string;
  /** In the order of their texts: those that look the same can't be told apart, and need not be. */
  readonly children: readonly LiveTree<Node>[];
  /** The whole of it. */
  readonly text: string;
}

/** An instance of the engine, with its job. */
export interface StoredNode {
  readonly instance: ElementInstance;
  readonly job: Job | undefined;
}

export function treeOfModel(node: ModelNode): LiveTree<ModelNode> {
  const { job, called } = node;
  const inside = [...node.children, ...(called === undefined || called.gone ? [] : [called])];
  return treeOf(node, inside.map(treeOfModel), {
    id: node.id,
    locals: [...node.locals],
    job: job === undefined ? '' : jobText(job.state, job.retries, job.dueAt),
    isUserTask: node.isUserTask,
    incidents: node.isStuck || job?.state === 'FAILED' || job?.state === 'ERROR_THROWN' ? 1 : 0,
    waitsFor: node.waiting.map(({ eventId }) => eventId),
    joining: node.joining,
  });
}

/** The trees of all process instances that were not called by others. */
export function treesOfStore(content: StoredContent): LiveTree<StoredNode>[] {
  const instances = content.instances();
  const jobs = new Map(content.jobs().map((job) => [job.elementInstanceKey, job]));
  const inside = (parent: ElementInstance): ElementInstance[] =>
    instances.filter(
      ({ scopeKey, process }) => scopeKey === parent.key || process?.parentElementInstanceKey === parent.key,
    );
  const tree = (instance: ElementInstance): LiveTree<StoredNode> => {
    const job = jobs.get(instance.key);
    const locals = [...(content.state.variables.peek(instance.key) ?? [])];
    return treeOf({ instance, job }, inside(instance).map(tree), {
      id: instance.type === 'PROCESS' ? 'process' : instance.elementId,
      locals: locals.map(([name, { value }]) => [name, value]),
      job: job === undefined ? '' : jobText(job.state, job.retries, job.dueAt),
      isUserTask: instance.userTaskKey !== 0,
      incidents: instance.incidentKeys?.length ?? 0,
      waitsFor: (instance.subscriptions ?? []).map(({ elementId }) => elementId),
      joining: waitingTokens(instance),
    });
  };
  return instances
    .filter(({ scopeKey, process }) => scopeKey === 0 && process?.parentElementInstanceKey === 0)
    .map(tree);
}

/** Pairs the nodes of two trees whose texts are the same. */
export function paired<A, B>(a: LiveTree<A>, b: LiveTree<B>): (readonly [A, B])[] {
  const below = a.children.flatMap((child, index) => {
    const other = b.children[index];
    return other === undefined ? [] : paired(child, other);
  });
  return [[a.node, b.node], ...below];
}

interface Described {
  readonly id: string;
  readonly locals: readonly (readonly [string, unknown])[];
  readonly job: string;
  readonly isUserTask: boolean;
  readonly incidents: number;
  readonly waitsFor: readonly string[];
  readonly joining: number;
}

function treeOf<Node>(
  node: Node,
  children: readonly LiveTree<Node>[],
  { id, locals, job, isUserTask, incidents, waitsFor, joining }: Described,
): LiveTree<Node> {
  const parts = [
    id,
    ...locals.map(([name, value]) => `${name}=${JSON.stringify(value)}`).sort(),
    job,
    isUserTask ? 'user task' : '',
    incidents === 0 ? '' : `${incidents} incident`,
    // A receiver waits under the same name as its start event does.
    waitsFor.length === 0 ? '' : `waits for ${waitsFor.map(eventName).sort().join(', ')}`,
    joining === 0 ? '' : `${joining} at a join`,
  ];
  const sorted = [...children].sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  const line = parts.filter((part) => part !== '').join(' ');
  const below = sorted.map(({ text }) => text.replaceAll(/^/gm, '  '));
  return { node, line, children: sorted, text: [line, ...below].join('\n') };
}

/** Event subprocesses wait by their start events. */
function eventName(elementId: string): string {
  return elementId.replace(/_start$/, '');
}

function jobText(state: string, retries: number, dueAt: number): string {
  return `job ${state} retries ${retries}${dueAt === 0 ? '' : ` until ${dueAt}`}`;
}
