import { compileDecisions, type DecisionGraph } from '../dmn/index.ts';
import { EngineError } from '../errors.ts';
import { compileProcesses, type ProcessGraph } from '../model/index.ts';
import type { Definition, State } from '../state/index.ts';

/** Compiled definitions that are kept in memory at most; the least recently used go first. */
const MAX_COMPILED = 256;

/** Thrown when a command needs a definition that has to be compiled first, which takes a moment and can't be awaited. */
export class DefinitionNotLoaded extends Error {
  readonly code = 'DEFINITION_NOT_LOADED';
  readonly definitionKey: number;

  constructor(definitionKey: number) {
    super(`definition <${definitionKey}> is not compiled`);
    this.definitionKey = definitionKey;
  }
}

type Compiled = ProcessGraph | DecisionGraph;

/** Compiled processes and decision graphs by definition key. What is not in memory is compiled again from the store. */
export class Definitions {
  readonly #state: State;
  readonly #compiled = new Map<number, Compiled>();

  constructor(state: State) {
    this.#state = state;
  }

  /** @throws DefinitionNotLoaded: call `load`, then run the command again */
  process(definitionKey: number): ProcessGraph {
    return this.#find(definitionKey) as ProcessGraph;
  }

  /** @throws DefinitionNotLoaded: call `load`, then run the command again */
  decisions(drgKey: number): DecisionGraph {
    return this.#find(drgKey) as DecisionGraph;
  }

  /** Whether the definition is compiled at the moment. */
  has(definitionKey: number): boolean {
    return this.#compiled.has(definitionKey);
  }

  /** Keeps what a deployment has compiled. */
  add(definitionKey: number, compiled: Compiled): void {
    this.#compiled.delete(definitionKey);
    this.#compiled.set(definitionKey, compiled);
    for (const oldest of this.#compiled.keys()) {
      if (this.#compiled.size <= MAX_COMPILED) break;
      this.#compiled.delete(oldest);
    }
  }

  /** Drops what is compiled of a definition that is deleted. */
  forget(definitionKey: number): void {
    this.#compiled.delete(definitionKey);
  }

  /** Compiles a stored definition. @throws EngineError INTERNAL when its text does not compile any more */
  async load(definitionKey: number): Promise<void> {
    const definition = this.#state.definitions.peek(definitionKey);
    const text = definition && this.#state.resources.peek(definition.checksum);
    if (definition === undefined || text === undefined) {
      throw new EngineError('INTERNAL', `definition <${definitionKey}> is not in the store`);
    }
    this.add(definitionKey, await compileDefinition(definition, text));
  }

  #find(definitionKey: number): Compiled {
    const compiled = this.#compiled.get(definitionKey);
    if (compiled === undefined) throw new DefinitionNotLoaded(definitionKey);
    return compiled;
  }
}

async function compileDefinition(definition: Definition, text: string): Promise<Compiled> {
  const { resourceName, id, key } = definition;
  const result =
    definition.kind === 'process'
      ? await compileProcesses(resourceName, text)
      : await compileDecisions(resourceName, text);
  if ('graph' in result) return result.graph;
  const graph = 'graphs' in result ? result.graphs.find(({ processId }) => processId === id) : undefined;
  if (graph !== undefined) return graph;
  const reason = 'problems' in result ? (result.problems[0]?.message ?? '') : 'it is not in its file';
  throw new EngineError('INTERNAL', `<${id}> (${key}) can not be compiled again: ${reason}`);
}
