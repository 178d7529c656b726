import { ControllableClock } from '../../clock.ts';
import type {
  CommandAnswer,
  CommandInput,
  CommandName,
  EngineCore,
  Queries,
} from '../../processor/commands.ts';

type Answers = {
  [N in CommandName]?: (input: CommandInput<N>) => CommandAnswer<N> | Promise<CommandAnswer<N>>;
};

/**
 * Stands in for the core where a test is about nothing but how the protocols map to commands: it notes what is
 * submitted and answers as the test says. What an engine does is tested with the engine.
 */
export class RecordingCore implements EngineCore {
  readonly submitted: { readonly name: CommandName; readonly input: unknown }[] = [];
  readonly #answers: Answers;
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly queries: Queries;

  constructor(answers: Answers = {}, queries: Partial<Queries> = {}) {
    this.#answers = answers;
    this.queries = { ...NOTHING, ...queries };
  }

  readonly clock = new ControllableClock(true, { get: () => 1_700_000_000_000, set: () => undefined });

  async submit<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandAnswer<N>> {
    this.submitted.push({ name, input });
    const answer = this.#answers[name];
    if (!answer) throw new Error(`the test gives no answer to ${name}`);
    return answer(input);
  }

  /** Inputs of one command, in order. */
  inputs(name: CommandName): unknown[] {
    return this.submitted.filter((command) => command.name === name).map(({ input }) => input);
  }

  onJobsAvailable(type: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  /** As after a commit that made jobs of the type. */
  announce(type: string): void {
    for (const listener of this.#listeners.get(type) ?? []) listener();
  }

  listeners(type: string): number {
    return this.#listeners.get(type)?.size ?? 0;
  }

  stats(): Readonly<Record<string, number>> {
    return { queued: 0 };
  }

  async close(): Promise<void> {
    await Promise.resolve();
  }
}

const NOTHING: Queries = {
  userTask: () => undefined,
  userTaskForm: () => undefined,
  processInstance: () => undefined,
  elementInstance: () => undefined,
  activeElements: () => [],
  incident: () => undefined,
  incidents: () => [],
  processDefinition: () => undefined,
  processXml: () => undefined,
  processDefinitions: () => [],
  activity: () => ({ jobs: 0, incidents: 0, userTasks: 0, continuations: 0, nextTimerAt: null }),
};
