import { resolveTimer, type ResolvedTimer } from '../model/index.ts';
import type { ElementNode, EventDefinition } from '../model/graph.ts';
import type { ElementInstance, MessageSubscription, OpenSubscription, Timer } from '../state/index.ts';
import { indexText } from '../state/index.ts';
import { evaluate, evaluateText, show } from './evaluation.ts';
import type { Execution } from './execution.ts';
import { takeBuffered } from './message-buffer.ts';
import { closeSignalSubscription, openSignalSubscription } from './signal-subscriptions.ts';
import { Standstill } from './standstill.ts';
import { triggerInstance } from './triggers.ts';

type Wanted =
  | { readonly kind: 'timer'; readonly elementId: string; readonly timer: ResolvedTimer }
  | {
      readonly kind: 'message';
      readonly elementId: string;
      readonly name: string;
      readonly correlationKey: string;
    }
  | { readonly kind: 'signal'; readonly elementId: string; readonly name: string };

/**
 * Opens what an instance waits for: its own event, its boundary events, the event subprocesses directly inside.
 * @param which all of them unless told otherwise
 * @throws Standstill when an expression can't be evaluated; nothing is open then
 */
export function openSubscriptions(
  x: Execution,
  instance: ElementInstance,
  node: ElementNode,
  which: (target: ElementNode) => boolean = () => true,
): void {
  const targets = targetsOf(instance, node).filter(which);
  if (targets.length === 0) return;
  const wanted: Wanted[] = [];
  for (const target of targets) {
    const want = target.event === undefined ? undefined : evaluateEvent(x, instance, target, target.event);
    if (want !== undefined) wanted.push(want);
  }
  if (wanted.length === 0) return;
  const opened = wanted.map((want) => open(x, instance, want));
  instance.subscriptions = [...(instance.subscriptions ?? []), ...opened];
  x.save(instance);
}

/** The events that an instance of the node waits for. */
export function targetsOf(instance: ElementInstance, node: ElementNode): ElementNode[] {
  const targets: ElementNode[] = [];
  const isBody = instance.type === 'MULTI_INSTANCE_BODY';
  if (node.boundaryEvents.length > 0 && (isBody || node.multiInstance === undefined))
    targets.push(...node.boundaryEvents);
  if (isBody) return targets;
  for (const { startEvent } of node.eventSubprocesses) if (startEvent !== undefined) targets.push(startEvent);
  if (node.type === 'EVENT_BASED_GATEWAY') targets.push(...node.outgoing.map((flow) => flow.target));
  const waitsItself = node.type === 'RECEIVE_TASK' || node.type === 'INTERMEDIATE_CATCH_EVENT';
  if (waitsItself && instance.trigger === null) targets.push(node);
  return targets;
}

function evaluateEvent(
  x: Execution,
  instance: ElementInstance,
  target: ElementNode,
  event: EventDefinition,
): Wanted | undefined {
  const elementId = target.id;
  if (event.kind === 'timer') {
    const value = evaluate(x, event.timer.value, instance.key);
    const timer = resolveTimer(event.timer, value, x.now);
    if ('problem' in timer)
      throw new Standstill('EXTRACT_VALUE_ERROR', `the timer of <${elementId}>: ${timer.problem}`);
    return { kind: 'timer', elementId, timer };
  }
  if (event.kind === 'signal') {
    const name = evaluateText(x, event.signalName, instance.key, 'the signal name');
    return { kind: 'signal', elementId, name };
  }
  if (event.kind !== 'message' || event.correlationKey === undefined) return undefined;
  const name = evaluateText(x, event.messageName, instance.key, 'the message name');
  const key = evaluate(x, event.correlationKey, instance.key);
  if (typeof key !== 'string' && typeof key !== 'number') {
    throw new Standstill(
      'EXTRACT_VALUE_ERROR',
      `the correlation key <${event.correlationKey.source}> of <${elementId}> must be a string or a number, it is ${show(key)}`,
    );
  }
  return { kind: 'message', elementId, name, correlationKey: String(key) };
}

function open(x: Execution, instance: ElementInstance, want: Wanted): OpenSubscription {
  const key = x.newKey();
  if (want.kind === 'timer') {
    addTimer(x, {
      key,
      resolved: want.timer,
      hostKey: instance.key,
      elementId: want.elementId,
      definitionKey: instance.definitionKey,
    });
  } else if (want.kind === 'signal') {
    const subscription = { key, name: want.name, hostKey: instance.key, elementId: want.elementId };
    openSignalSubscription(x, subscription);
  } else {
    const subscription: MessageSubscription = {
      key,
      name: want.name,
      correlationKey: want.correlationKey,
      hostKey: instance.key,
      elementId: want.elementId,
      processId: x.graph(instance).processId,
      processInstanceKey: instance.processInstanceKey,
    };
    x.state.messageSubscriptions.insert(key, subscription);
    x.state.waiting.insert(waitingKey(subscription), 1);
    x.record('PROCESS_MESSAGE_SUBSCRIPTION', 'CREATED', key, [
      want.name,
      want.correlationKey,
      want.elementId,
      instance.key,
      instance.processInstanceKey,
    ]);
  }
  return { kind: want.kind, key, elementId: want.elementId };
}

/** Starts a timer. */
export function addTimer(x: Execution, timer: Timer): void {
  x.state.timers.insert(timer.key, timer);
  x.addDue(timer.resolved.dueAt, timer.key, 'timer');
  x.record('TIMER', 'CREATED', timer.key, [timer.elementId, timer.hostKey, timer.resolved.dueAt]);
}

/** Stops a timer. */
export function removeTimer(x: Execution, timer: Timer): void {
  x.state.timers.remove(timer.key);
  x.removeDue(timer.resolved.dueAt, timer.key);
}

/** No event starts an event subprocess inside any more. */
export function closeEventSubprocesses(x: Execution, scope: ElementInstance, node: ElementNode): void {
  if (node.eventSubprocesses.length === 0 || scope.type === 'MULTI_INSTANCE_BODY') return;
  const inside = new Set(node.eventSubprocesses.map(({ startEvent }) => startEvent?.id));
  closeSubscriptions(x, scope, ({ elementId }) => inside.has(elementId));
}

/** Closes what an instance waits for. @param which all of them unless told otherwise */
export function closeSubscriptions(
  x: Execution,
  instance: ElementInstance,
  which: (subscription: OpenSubscription) => boolean = () => true,
): void {
  if (instance.subscriptions === null) return;
  const left: OpenSubscription[] = [];
  for (const subscription of instance.subscriptions) {
    if (which(subscription)) close(x, subscription);
    else left.push(subscription);
  }
  instance.subscriptions = left.length === 0 ? null : left;
  x.save(instance);
}

function close(x: Execution, { kind, key }: OpenSubscription): void {
  if (kind === 'timer') {
    const timer = x.state.timers.get(key);
    if (timer === undefined) return;
    removeTimer(x, timer);
    x.record('TIMER', 'CANCELED', key, [timer.elementId, timer.hostKey]);
    return;
  }
  if (kind === 'signal') {
    closeSignalSubscription(x, key);
    return;
  }
  const subscription = x.state.messageSubscriptions.get(key);
  if (subscription === undefined) return;
  x.state.messageSubscriptions.remove(key);
  x.state.waiting.remove(waitingKey(subscription));
  x.record('PROCESS_MESSAGE_SUBSCRIPTION', 'DELETED', key, [subscription.name, subscription.elementId]);
}

function waitingKey(subscription: MessageSubscription): [string, string, number] {
  return [indexText(subscription.name), indexText(subscription.correlationKey), subscription.key];
}

/** Hands buffered messages to the subscriptions that an instance has just opened. */
export function correlateBuffered(x: Execution, instance: ElementInstance): void {
  for (const { kind, key } of instance.subscriptions ?? []) {
    if (kind !== 'message') continue;
    // A subscription that does not interrupt stays open, and takes all that waits.
    for (;;) {
      const subscription = x.state.messageSubscriptions.get(key);
      if (subscription === undefined) break;
      const message = takeBuffered(x, subscription);
      if (message === undefined) break;
      correlate(x, subscription, message.key, message.variables);
    }
  }
}

/** Hands a message to an instance that waits for it. */
export function correlate(
  x: Execution,
  subscription: MessageSubscription,
  messageKey: number,
  variables: Readonly<Record<string, unknown>>,
): void {
  x.record('PROCESS_MESSAGE_SUBSCRIPTION', 'CORRELATED', subscription.key, [
    subscription.name,
    messageKey,
    subscription.elementId,
  ]);
  triggerInstance(x, x.instance(subscription.hostKey), { elementId: subscription.elementId, variables });
}
