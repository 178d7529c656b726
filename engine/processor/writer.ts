import { EngineError, ERROR_TABLE } from '../errors.ts';
import { isDiskFull, type State, type Store } from '../state/index.ts';
import { DefinitionNotLoaded, type Definitions } from './definitions.ts';
import type { Effects, Answer } from './effects.ts';
import { Execution, type BehaviorRegistry } from './execution.ts';
import { DEFERRED } from './handlers/handler.ts';
import { offerJobs } from './job-offers.ts';
import type { JobTakers } from './job-takers.ts';
import { runSteps } from './run.ts';

/** Commands of a lane that share a commit at most, and the time after which a batch takes no more, in ms. */
const MAX_BATCH = 256;
const MAX_BATCH_MS = 5;
/**
 * The same for what the engine has to do by itself, and what clients get behind that at least, in ms. Many timers that are due
 * must get further in a batch than they fall due during its commit.
 */
const MAX_OWN_MS = 8;
const MIN_CLIENTS_MS = 3;
/** Clients that may wait for answers that come later. */
const MAX_DEFERRED = 10_000;

/** Something to do in order. `run` answers, throws an EngineError, or defers its answer. */
interface Queued {
  readonly run: (x: Execution) => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: EngineError) => void;
  /** How long its answer may take when it is deferred, in ms; 0 for no limit. */
  readonly waitMs: number;
  /** Ends the wait for a deferred answer. */
  timer?: NodeJS.Timeout;
}

interface Done {
  readonly command: Queued;
  readonly requestId: string;
  readonly outcome: Answer | typeof DEFERRED;
  readonly effects: Effects | undefined;
}

export interface WriterParts {
  readonly store: Store;
  readonly state: State;
  readonly definitions: Definitions;
  readonly behaviorOf: BehaviorRegistry;
  readonly now: () => number;
  readonly maxQueue: number;
  /** Called after each commit with the effects of its commands, in order. */
  readonly onCommitted: (effects: Effects) => void;
  /** Who takes jobs at once. */
  readonly jobTakers: Pick<JobTakers, 'reserve'>;
}

/** Commands in the order of their arrival. */
type Lane = Queued[];

/** A command that waits for its definition, first in its lane. */
interface Missing {
  readonly lane: Lane;
  readonly definitionKey: number;
}

/**
 * The one writer: takes commands from a bounded queue, many to a commit, and answers when they are on disk.
 *
 * What the engine has to do by itself goes first, as it is late already when it comes: timers that are due don't wait behind
 * clients. Clients get a part of every batch too; when they ask for more than that they wait, in the order in which they came.
 */
export class Writer {
  readonly #parts: WriterParts;
  readonly #own: Lane = [];
  readonly #clients: Lane = [];
  /** Requests of an earlier run of the engine must not be taken for ours. */
  readonly #run = `${process.pid.toString(36)}-${performance.timeOrigin.toString(36)}`;
  #requests = 0;
  readonly #deferred = new Map<string, Queued>();
  #scheduled = false;
  #paused = false;
  #closing = false;
  #idle: (() => void)[] = [];
  #commits = 0;
  #commands = 0;
  #commitMs = 0;

  constructor(parts: WriterParts) {
    this.#parts = parts;
  }

  /**
   * Queues a client's command. Rejects at once with RESOURCE_EXHAUSTED when the queue is full.
   * @param waitMs how long an answer that comes later may take, in ms of real time, before DEADLINE_EXCEEDED; 0: for ever
   */
  submit(run: (x: Execution) => unknown, waitMs = 0): Promise<unknown> {
    if (this.#closing) return Promise.reject(new EngineError('UNAVAILABLE', 'the engine is stopping'));
    const waiting = this.#clients.length;
    if (waiting >= this.#parts.maxQueue || this.#deferred.size >= MAX_DEFERRED) {
      return Promise.reject(
        new EngineError('RESOURCE_EXHAUSTED', `${waiting} commands wait already; try again later`),
      );
    }
    return this.#add(this.#clients, run, waitMs);
  }

  /** Queues a command of the engine's own, which must not be refused. */
  submitInternal(run: (x: Execution) => unknown): Promise<unknown> {
    if (this.#closing) return Promise.reject(new EngineError('UNAVAILABLE', 'the engine is stopping'));
    return this.#add(this.#own, run, 0);
  }

  get stats(): Readonly<Record<string, number>> {
    return {
      queue_length: this.#waiting,
      deferred_answers: this.#deferred.size,
      commits_total: this.#commits,
      commands_total: this.#commands,
      commit_seconds_total: this.#commitMs / 1000,
    };
  }

  /** Does what is queued, then refuses the answers that would come later. */
  async close(): Promise<void> {
    this.#closing = true;
    await this.idle();
    for (const command of this.#deferred.values())
      settle(command, { error: new EngineError('UNAVAILABLE', 'the engine has stopped') });
    this.#deferred.clear();
  }

  /** Resolves when no command waits. */
  async idle(): Promise<void> {
    if (this.#waiting > 0 || this.#paused) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  get #waiting(): number {
    return this.#own.length + this.#clients.length;
  }

  #add(lane: Lane, run: (x: Execution) => unknown, waitMs: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      lane.push({ run, resolve, reject, waitMs });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled || this.#paused) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#processBatch();
    });
  }

  #processBatch(): void {
    const began = performance.now();
    const done: Done[] = [];
    const tried = new Map<Lane, number>();
    const takeTried = (): Queued[] => [...tried].flatMap(([lane, count]) => lane.splice(0, count));
    let missing: Missing | undefined;
    try {
      this.#parts.store.transaction(() => {
        missing = this.#executeSome(this.#own, done, tried, began + MAX_OWN_MS);
        if (missing !== undefined) return;
        const until = Math.max(began + MAX_BATCH_MS, performance.now() + MIN_CLIENTS_MS);
        missing = this.#executeSome(this.#clients, done, tried, until);
      });
    } catch (error) {
      this.#parts.store.work.discard();
      for (const { effects } of done) effects?.undo();
      this.#retryOneByOne(takeTried(), error);
      this.#after(missing);
      return;
    }
    takeTried();
    this.#commits += 1;
    this.#commands += done.length;
    this.#commitMs += performance.now() - began;
    for (const result of done) this.#finish(result);
    this.#after(missing);
  }

  /**
   * Does the first commands of a lane until an instant of performance.now().
   * @param done gets their results
   * @param tried gets how many commands of the lane were done, the one that fails by the store included
   */
  #executeSome(lane: Lane, done: Done[], tried: Map<Lane, number>, until: number): Missing | undefined {
    for (const [index, command] of lane.entries()) {
      if (index === MAX_BATCH) break;
      tried.set(lane, index + 1);
      const result = this.#execute(command);
      if ('code' in result) {
        tried.set(lane, index);
        return { lane, definitionKey: result.definitionKey };
      }
      done.push(result);
      if (performance.now() > until) break;
    }
    return undefined;
  }

  /** Goes on with what waits, after the definition that a command needs is compiled. */
  #after(missing: Missing | undefined): void {
    const command = missing?.lane[0];
    if (missing !== undefined && command !== undefined) {
      this.#load(missing, command);
      return;
    }
    if (this.#waiting > 0) {
      this.#schedule();
      return;
    }
    for (const idle of this.#idle.splice(0)) idle();
  }

  #load({ lane, definitionKey }: Missing, command: Queued): void {
    this.#paused = true;
    this.#parts.definitions.load(definitionKey).then(
      () => {
        this.#paused = false;
        this.#schedule();
      },
      (error: unknown) => {
        this.#paused = false;
        lane.shift();
        command.reject(toEngineError(error));
        this.#after(undefined);
      },
    );
  }

  /** A commit failed. Each of its commands gets a commit of its own, so that only those fail that can't be stored. */
  #retryOneByOne(commands: readonly Queued[], cause: unknown): void {
    for (const command of commands) {
      let result: Done | DefinitionNotLoaded | undefined;
      try {
        this.#parts.store.transaction(() => {
          result = this.#execute(command);
        });
      } catch (error) {
        this.#parts.store.work.discard();
        if (result !== undefined && 'effects' in result) result.effects?.undo();
        command.reject(toEngineError(error));
        continue;
      }
      if (result === undefined || 'code' in result) command.reject(toEngineError(cause));
      else this.#finish(result);
    }
  }

  #execute(command: Queued): Done | DefinitionNotLoaded {
    const { work } = this.#parts.store;
    this.#requests += 1;
    const requestId = `${this.#run}-${this.#requests}`;
    const x = new Execution(this.#parts, this.#parts.now(), requestId);
    let value: unknown;
    try {
      value = command.run(x);
      runSteps(x);
      offerJobs(x);
    } catch (error) {
      work.discard();
      x.effects.undo();
      if (isNotLoaded(error)) return error;
      return { command, requestId, outcome: { error: toEngineError(error) }, effects: undefined };
    }
    try {
      work.flush();
    } catch (error) {
      x.effects.undo();
      throw error;
    }
    return { command, requestId, outcome: value === DEFERRED ? DEFERRED : { value }, effects: x.effects };
  }

  #finish({ command, requestId, outcome, effects }: Done): void {
    if (outcome === DEFERRED) this.#defer(requestId, command);
    else settle(command, outcome);
    if (effects === undefined) return;
    for (const [waiting, answer] of effects.answers) {
      const deferred = this.#deferred.get(waiting);
      if (deferred === undefined) continue;
      this.#deferred.delete(waiting);
      settle(deferred, answer);
    }
    this.#parts.onCommitted(effects);
  }

  #defer(requestId: string, command: Queued): void {
    this.#deferred.set(requestId, command);
    if (command.waitMs === 0) return;
    command.timer = setTimeout(() => {
      this.#deferred.delete(requestId);
      command.reject(new EngineError('DEADLINE_EXCEEDED', `there was no answer within ${command.waitMs} ms`));
    }, command.waitMs);
    command.timer.unref();
  }
}

function settle(command: Queued, answer: Answer): void {
  clearTimeout(command.timer);
  if ('error' in answer) command.reject(answer.error);
  else command.resolve(answer.value);
}

function isNotLoaded(error: unknown): error is DefinitionNotLoaded {
  return codeOf(error) === 'DEFINITION_NOT_LOADED';
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

/** Any error as the refusal that a client gets. */
function toEngineError(error: unknown): EngineError {
  if (isEngineError(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (isDiskFull(error)) {
    return new EngineError('RESOURCE_EXHAUSTED', `the store can not take more: ${message}`);
  }
  return new EngineError('INTERNAL', message);
}

function isEngineError(error: unknown): error is EngineError {
  const code = codeOf(error);
  return error instanceof Error && typeof code === 'string' && code in ERROR_TABLE;
}
