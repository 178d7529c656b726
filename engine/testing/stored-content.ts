import {
  openState,
  Store,
  type ElementInstance,
  type Incident,
  type Job,
  type State,
  type UserTask,
} from '../state/index.ts';

/** Tables and indexes in which something is only while a process instance runs. */
const OF_INSTANCES = [
  'instances',
  'children',
  'variables',
  'jobs',
  'activatable',
  'due',
  'timers',
  'messageSubscriptions',
  'waiting',
  'signalSubscriptions',
  'signalWaiting',
  'userTasks',
  'incidents',
  'instanceIncidents',
  'running',
  'startLocks',
  'continuations',
] as const satisfies readonly (keyof State)[];

/** What is in a store that an engine of this process may be running on, as it is committed. */
export class StoredContent {
  readonly state: State;
  readonly #store: Store;

  /** @param dataDir where the store is */
  constructor(dataDir: string) {
    this.#store = new Store(dataDir);
    this.state = openState(this.#store);
  }

  /** Sees what was committed until now. To be called before reading. */
  refresh(): void {
    this.#store.refresh();
  }

  instances(): ElementInstance[] {
    return [...this.state.instances.peekAll()];
  }

  jobs(): Job[] {
    return [...this.state.jobs.peekAll()];
  }

  userTasks(): UserTask[] {
    return [...this.state.userTasks.peekAll()];
  }

  incidents(): Incident[] {
    return [...this.state.incidents.peekAll()];
  }

  /** Tables that should be empty when no process instance runs, and how much is in them. */
  leftovers(): string[] {
    return OF_INSTANCES.flatMap((name) => {
      const count = this.#count(name);
      return count === 0 ? [] : [`${count} in ${name}`];
    });
  }

  /**
   * What contradicts itself in the store: tokens that are lost or doubled, and rows without what they belong to. Only to be
   * asked when no command is half done.
   */
  contradictions(): string[] {
    const found: string[] = [];
    const instances = new Map(this.instances().map((instance) => [instance.key, instance]));
    const held = new Map<number, number>();
    for (const { scopeKey } of instances.values()) held.set(scopeKey, (held.get(scopeKey) ?? 0) + 1);
    let subscriptions = 0;
    for (const instance of instances.values()) {
      const { key, elementId, scopeKey, jobKey, userTaskKey } = instance;
      const here = `<${elementId}> ${key}`;
      if (scopeKey !== 0 && !instances.has(scopeKey)) found.push(`${here} is in no scope`);
      const waiting = waitingTokens(instance);
      const inside = (held.get(key) ?? 0) + waiting;
      if (inside + waiting > 0 && instance.tokens !== inside)
        found.push(`${here} counts ${instance.tokens} tokens and has ${inside}`);
      if (jobKey !== 0 && this.state.jobs.peek(jobKey) === undefined) found.push(`${here} has lost its job`);
      if (userTaskKey !== 0 && this.state.userTasks.peek(userTaskKey) === undefined)
        found.push(`${here} has lost its user task`);
      subscriptions += instance.subscriptions?.length ?? 0;
    }
    for (const job of this.jobs()) {
      if (!instances.has(job.elementInstanceKey)) found.push(`the job ${job.key} belongs to nothing`);
    }
    for (const incident of this.incidents()) {
      if (!instances.has(incident.elementInstanceKey))
        found.push(`the incident ${incident.key} belongs to nothing`);
    }
    for (const key of this.state.variables.peekKeys()) {
      if (!instances.has(key)) found.push(`variables of ${key}, which is not there`);
    }
    const expected = {
      children: [...instances.values()].filter(({ scopeKey }) => scopeKey !== 0).length,
      activatable: this.jobs().filter(({ state }) => state === 'ACTIVATABLE').length,
      waiting: this.#count('messageSubscriptions'),
      signalWaiting: this.#count('signalSubscriptions'),
      instanceIncidents: this.#count('incidents'),
      buffered: this.#count('messages'),
      due:
        this.#count('timers') +
        this.#count('messages') +
        this.jobs().filter(({ dueAt }) => dueAt !== 0).length,
    };
    for (const [name, count] of Object.entries(expected)) {
      const actual = this.#count(name as keyof State);
      if (actual !== count) found.push(`${actual} entries in ${name}, not ${count}`);
    }
    const startTimers = this.#count('startTimers');
    const open =
      this.#count('timers') -
      startTimers +
      this.#count('messageSubscriptions') +
      this.#count('signalSubscriptions');
    if (open !== subscriptions) found.push(`${open} subscriptions are open, instances know ${subscriptions}`);
    return found;
  }

  close(): Promise<void> {
    return this.#store.close();
  }

  #count(name: keyof State): number {
    const table = this.state[name];
    return 'peekKeys' in table ? table.peekKeys().length : [...table.peekScan([])].length;
  }
}

/** Tokens that wait at joining gateways of a scope. */
export function waitingTokens({ joins }: ElementInstance): number {
  return Object.values(joins ?? {})
    .flatMap((flows) => Object.values(flows))
    .reduce((sum, count) => sum + count, 0);
}
