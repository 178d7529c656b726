import { EngineError } from '../../errors.ts';
import type { ElementNode } from '../../model/graph.ts';
import {
  indexText,
  type Compensable,
  type ElementInstance,
  type OpenSubscription,
  type Trigger,
} from '../../state/index.ts';
import type { Execution } from '../execution.ts';
import { startByBufferedMessage } from '../message-start.ts';
import { countRunning } from '../process-start.ts';
import { isStandstill } from '../standstill.ts';
import { closeSubscriptions, correlateBuffered, openSubscriptions } from '../subscriptions.ts';
import type { MigrationPlan } from './plan.ts';

/**
 * Lets a process instance go on in another definition. Jobs, variables and what was evaluated stay as they are.
 * @throws EngineError INVALID_STATE when something new that it would wait for can't be evaluated
 */
export function applyMigration(x: Execution, plan: MigrationPlan): void {
  const { root, target } = plan;
  for (const instance of plan.instances) dropUnmapped(x, instance, plan);
  moveStartLock(x, plan);
  countRunning(x, root.definitionKey, -1);
  countRunning(x, target.key, 1);
  const moved = plan.instances.map((instance) => moveInstance(x, instance, plan));
  const taken = new Set([...plan.mapped.values()].map(({ id }) => id));
  for (const instance of moved) openNew(x, instance, taken);
  for (const instance of moved) correlateBuffered(x, instance);
}

function nextOf(plan: MigrationPlan, elementId: string): ElementNode {
  const node = plan.mapped.get(elementId);
  if (node === undefined) throw new EngineError('INTERNAL', `<${elementId}> is not mapped`);
  return node;
}

function dropUnmapped(x: Execution, instance: ElementInstance, plan: MigrationPlan): void {
  closeSubscriptions(x, instance, ({ elementId }) => !plan.mapped.has(elementId));
}

/** The instance in its new place; all that belongs to it is told of the place. */
function moveInstance(x: Execution, instance: ElementInstance, plan: MigrationPlan): ElementInstance {
  const place = { elementId: nextOf(plan, instance.elementId).id, definitionKey: plan.target.key };
  for (const subscription of instance.subscriptions ?? []) moveSubscription(x, subscription, plan);
  for (const key of instance.incidentKeys ?? []) {
    const incident = x.state.incidents.get(key);
    if (incident !== undefined) x.state.incidents.put(key, { ...incident, ...place });
  }
  const task = x.state.userTasks.get(instance.userTaskKey);
  if (task !== undefined) x.state.userTasks.put(task.key, { ...task, ...place });
  for (const key of [instance.jobKey, task?.jobKey ?? 0]) {
    const job = x.state.jobs.get(key);
    if (job !== undefined) x.state.jobs.put(key, { ...job, ...place });
  }
  const moved: ElementInstance = {
    ...instance,
    ...place,
    subscriptions:
      instance.subscriptions?.map((subscription) => ({
        ...subscription,
        elementId: nextOf(plan, subscription.elementId).id,
      })) ?? null,
    trigger: movedTrigger(instance.trigger, plan),
    joins: movedJoins(instance.joins, plan),
    compensable: movedCompensable(x, instance.definitionKey, instance.compensable, plan),
  };
  x.save(moved);
  x.record('PROCESS_INSTANCE', 'ELEMENT_MIGRATED', moved.key, [
    moved.elementId,
    moved.type,
    moved.processInstanceKey,
    moved.definitionKey,
    moved.scopeKey,
  ]);
  return moved;
}

function movedTrigger(trigger: Trigger | null, plan: MigrationPlan): Trigger | null {
  if (trigger === null) return null;
  return { ...trigger, elementId: plan.mapped.get(trigger.elementId)?.id ?? trigger.elementId };
}

function movedJoins(joins: ElementInstance['joins'], plan: MigrationPlan): ElementInstance['joins'] {
  if (joins === null) return null;
  const entries = Object.entries(joins).filter(([id]) => plan.mapped.has(id));
  return Object.fromEntries(entries.map(([id, waiting]) => [nextOf(plan, id).id, waiting]));
}

/** What has completed may be compensated in the new definition where its compensation boundary event is mapped. */
function movedCompensable(
  x: Execution,
  definitionKey: number,
  before: readonly Compensable[] | null,
  plan: MigrationPlan,
): readonly Compensable[] | null {
  const after = (before ?? []).flatMap((entry) => {
    const inside = movedCompensable(x, definitionKey, entry.inside, plan) ?? [];
    const { boundaryEvents } = x.element(definitionKey, entry.elementId);
    const event = boundaryEvents.find((candidate) => candidate.event?.kind === 'compensation');
    const activity =
      (event && plan.mapped.get(event.id)?.attachedTo) ??
      (inside.length > 0 ? plan.mapped.get(entry.elementId) : undefined);
    return activity === undefined ? inside : [{ ...entry, elementId: activity.id, inside }];
  });
  return after.length === 0 ? null : after;
}

function moveSubscription(
  x: Execution,
  { kind, key, elementId: before }: OpenSubscription,
  plan: MigrationPlan,
): void {
  const elementId = nextOf(plan, before).id;
  if (kind === 'timer') {
    const timer = x.state.timers.get(key);
    if (timer !== undefined) x.state.timers.put(key, { ...timer, elementId, definitionKey: plan.target.key });
    return;
  }
  if (kind === 'signal') {
    const subscription = x.state.signalSubscriptions.get(key);
    if (subscription !== undefined) x.state.signalSubscriptions.put(key, { ...subscription, elementId });
    return;
  }
  const subscription = x.state.messageSubscriptions.get(key);
  if (subscription !== undefined)
    x.state.messageSubscriptions.put(key, { ...subscription, elementId, processId: plan.target.id });
}

/** Opens what the new definition waits for and the mappings do not bring along. */
function openNew(x: Execution, instance: ElementInstance, taken: ReadonlySet<string>): void {
  if (instance.state !== 'ACTIVATED') return;
  try {
    openSubscriptions(
      x,
      instance,
      x.node(instance),
      ({ id, type }) => !taken.has(id) && !(instance.interrupted && type === 'START_EVENT'),
    );
  } catch (error) {
    if (!isStandstill(error)) throw error;
    throw new EngineError(
      'INVALID_STATE',
      `<${instance.elementId}> can not wait for its events in the new definition: ${error.message}`,
    );
  }
}

/** Another process does not hold the key any more by which a message has started this instance. */
function moveStartLock(x: Execution, { root, target }: MigrationPlan): void {
  const correlationKey = root.process?.startedByCorrelationKey ?? null;
  if (correlationKey === null || target.id === root.elementId) return;
  const before = [root.elementId, indexText(correlationKey)];
  const after = [target.id, indexText(correlationKey)];
  if (x.state.startLocks.get(before) !== root.key) return;
  x.state.startLocks.remove(before);
  if (x.state.startLocks.get(after) === undefined) x.state.startLocks.put(after, root.key);
  startByBufferedMessage(x, root.elementId, correlationKey);
}
