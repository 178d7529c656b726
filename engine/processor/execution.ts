import { EngineError } from '../errors.ts';
import type { ElementNode, ProcessGraph } from '../model/graph.ts';
import type { DueKind, ElementInstance, State, Step, Store } from '../state/index.ts';
import type { ElementBehavior } from './behavior.ts';
import type { Definitions } from './definitions.ts';
import { Effects } from './effects.ts';
import type { JobTakers } from './job-takers.ts';

/** How the elements of a type behave. */
export type BehaviorRegistry = (type: ElementInstance['type']) => ElementBehavior;

/** What a command runs in: the state as it sees it, the time, the steps that are still to be done. */
export class Execution {
  readonly state: State;
  readonly definitions: Definitions;
  readonly behaviorOf: BehaviorRegistry;
  /** Who takes jobs at once. */
  readonly jobTakers: Pick<JobTakers, 'reserve'>;
  /** The engine's time when the command began, epoch ms. */
  readonly now: number;
  /** What happens after the commit. */
  readonly effects = new Effects();
  /** Who asked, for an answer that comes later; '' for commands of the engine's own. */
  readonly requestId: string;
  readonly #store: Store;
  #steps: Step[] = [];
  #next = 0;

  constructor(
    parts: {
      readonly store: Store;
      readonly state: State;
      readonly definitions: Definitions;
      readonly behaviorOf: BehaviorRegistry;
      readonly jobTakers: Pick<JobTakers, 'reserve'>;
    },
    now: number,
    requestId: string,
  ) {
    this.#store = parts.store;
    this.state = parts.state;
    this.definitions = parts.definitions;
    this.behaviorOf = parts.behaviorOf;
    this.jobTakers = parts.jobTakers;
    this.now = now;
    this.requestId = requestId;
  }

  newKey(): number {
    return this.#store.newKey();
  }

  /** Appends to the log. */
  record(valueType: string, intent: string, key: number, value: unknown): void {
    this.#store.log.append(this.now, valueType, intent, key, value);
  }

  graph(instance: { readonly definitionKey: number }): ProcessGraph {
    return this.definitions.process(instance.definitionKey);
  }

  node(instance: { readonly definitionKey: number; readonly elementId: string }): ElementNode {
    return this.element(instance.definitionKey, instance.elementId);
  }

  element(definitionKey: number, elementId: string): ElementNode {
    const node = this.definitions.process(definitionKey).elements.get(elementId);
    if (node === undefined)
      throw new EngineError('INTERNAL', `no element <${elementId}> in definition <${definitionKey}>`);
    return node;
  }

  /** The instance, which must exist. */
  instance(key: number): ElementInstance {
    const instance = this.state.instances.get(key);
    if (instance === undefined) throw new EngineError('INTERNAL', `no element instance <${key}>`);
    return instance;
  }

  /** Says that an instance has been changed. */
  save(instance: ElementInstance): void {
    this.state.instances.put(instance.key, instance);
  }

  /** Adds to what comes due. */
  addDue(dueAt: number, key: number, kind: DueKind): void {
    this.state.due.insert([dueAt, key], kind);
    this.effects.dueAt(dueAt);
  }

  removeDue(dueAt: number, key: number): void {
    this.state.due.remove([dueAt, key]);
  }

  schedule(step: Step): void {
    this.#steps.push(step);
  }

  takeStep(): Step | undefined {
    const step = this.#steps[this.#next];
    if (step !== undefined) this.#next += 1;
    return step;
  }

  /** Leaves the steps that are not taken yet to a command of their own. */
  postpone(): void {
    const rest = this.#steps.slice(this.#next);
    this.#steps = [];
    this.#next = 0;
    if (rest.length === 0) return;
    const key = this.newKey();
    this.state.continuations.insert(key, rest);
    this.effects.continueWith(key);
  }
}
