import { ControllableClock } from './clock.ts';
import { behaviorOf } from './elements/index.ts';
import type {
  CommandAnswer,
  CommandInput,
  CommandName,
  EngineCore,
  EngineCoreOptions,
} from './processor/commands.ts';
import { compileResources } from './processor/compile-resources.ts';
import { Definitions } from './processor/definitions.ts';
import type { Effects } from './processor/effects.ts';
import type { Execution } from './processor/execution.ts';
import { continueSteps } from './processor/handlers/continue-steps.ts';
import { waitOf } from './processor/handlers/create-instance.ts';
import { deploy } from './processor/handlers/deploy.ts';
import { fireDue } from './processor/handlers/fire-due.ts';
import { HANDLERS } from './processor/handlers/registry.ts';
import { JobTakers } from './processor/job-takers.ts';
import { createQueries } from './processor/queries.ts';
import { startRetention } from './processor/retention.ts';
import { Scheduler } from './processor/scheduler.ts';
import { Writer } from './processor/writer.ts';
import type { RecordSource } from './records/index.ts';
import { SearchIndex } from './search/index.ts';
import { lockFolder, openState, Store, type FolderLock, type State } from './state/index.ts';

/** Definitions that are compiled before the engine is ready; others are when they are needed. */
const MAX_PRELOADED = 64;

/** How long records are kept, in ms. */
const RECORD_RETENTION_MS = 7 * 24 * 3_600_000;

/** An engine that is open in this process. */
export interface OpenEngineCore extends EngineCore {
  /** Resolves when everything that is due has happened and no command waits. */
  settled(): Promise<void>;
  /** Undefined where searches are switched off. */
  readonly search: SearchIndex | undefined;
  readonly records: RecordSource;
}

/**
 * Opens the engine on a folder. What was acknowledged before a crash is there; nothing is replayed.
 * @throws EngineError INVALID_STATE when another engine uses the folder, or the store belongs to another version of the engine
 */
export async function openEngineCore(options: EngineCoreOptions): Promise<OpenEngineCore> {
  const lock = await lockFolder(options.dataDir);
  const store = await openStore(options.dataDir, lock);
  const state = openState(store);
  const definitions = new Definitions(state);
  const clock = new ControllableClock(options.clockControl, store.pinnedAt);
  const now = (): number => clock.now();
  await preload(state, definitions);
  const jobTakers = new JobTakers();
  const writer = new Writer({
    store,
    state,
    definitions,
    behaviorOf,
    jobTakers,
    now,
    maxQueue: options.maxQueue,
    onCommitted,
  });
  const scheduler = new Scheduler({
    state,
    now,
    fire: (entry) => writer.submitInternal((x) => fireDue(x, entry)),
    onFailure: ({ kind, key }, error) => warn(`${kind} <${key}> could not be fired`, error),
  });

  function onCommitted(effects: Effects): void {
    for (const [place, jobs] of effects.deliveries) jobTakers.deliver(place, jobs);
    for (const type of effects.jobTypes) jobTakers.notify(type);
    for (const key of effects.continuations) continueLater(key);
    scheduler.dueAt(effects.earliestDue);
  }

  function continueLater(key: number): void {
    writer
      .submitInternal((x) => continueSteps(x, key))
      .catch((error: unknown) => warn(`steps <${key}> could not be done`, error));
  }

  clock.onMoved(() => scheduler.poke());
  for (const key of state.continuations.peekKeys()) continueLater(key);
  scheduler.poke();

  const retentionMs = options.recordRetentionMs ?? RECORD_RETENTION_MS;
  const stopRetention = startRetention({
    trim: async (limit) =>
      Number(await writer.submitInternal(() => store.log.trim(now() - retentionMs, limit))),
    onFailure: (error) => warn('old records could not be removed', error),
  });
  const search =
    options.search === false
      ? undefined
      : new SearchIndex({
          dataDir: options.dataDir,
          log: store.log,
          state,
          definitions,
          now,
          retentionMs,
          onFailure: (error) => warn('the search index could not be written', error),
        });

  return {
    submit<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandAnswer<N>> {
      const answer =
        name === 'deploy'
          ? compileResources((input as CommandInput<'deploy'>).resources).then((compiled) =>
              writer.submit((x) => deploy(x, compiled)),
            )
          : writer.submit(
              runnerOf(name, input),
              name === 'createInstance' ? waitOf(input as CommandInput<'createInstance'>) : 0,
            );
      return answer as Promise<CommandAnswer<N>>;
    },
    queries: createQueries(state, definitions),
    clock,
    onJobsAvailable: (type, listener, taker) => jobTakers.add(type, listener, taker),
    stats: () => ({
      ...writer.stats,
      store_bytes: store.sizeBytes(),
      ...(search === undefined ? {} : { search_commands_behind: search.behind }),
    }),
    search,
    records: store.log,
    async settled() {
      do {
        await scheduler.settled();
        await writer.idle();
      } while (scheduler.isFiring);
    },
    async close() {
      scheduler.close();
      stopRetention();
      await writer.close();
      await search?.close();
      await store.close();
      await lock.release();
    },
  };
}

/** Compiles the latest versions, so that the first commands and reads after a restart find them. */
async function preload(state: State, definitions: Definitions): Promise<void> {
  let left = MAX_PRELOADED;
  for (const [, key] of state.latest.peekScan(['process'])) {
    if (left === 0) break;
    left -= 1;
    await definitions
      .load(key)
      .catch((error: unknown) => warn(`definition <${key}> could not be compiled`, error));
  }
}

async function openStore(dataDir: string, lock: FolderLock): Promise<Store> {
  try {
    return new Store(dataDir);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function warn(what: string, error: unknown): void {
  process.emitWarning(`${what}: ${error instanceof Error ? error.message : String(error)}`);
}

function runnerOf(name: Exclude<CommandName, 'deploy'>, input: unknown): (x: Execution) => unknown {
  const handler = HANDLERS[name] as (x: Execution, input: unknown) => unknown;
  return (x) => handler(x, input);
}
