import type { ElementNode } from '../model/graph.ts';
import type { Definitions } from '../processor/definitions.ts';
import { unpackKey, type State } from '../state/index.ts';
import type { CollectionName } from './collections.ts';
import { kindOf, type Documents } from './documents/index.ts';
import { COLLECTION_NAMES } from './environment.ts';
import type { IndexStore } from './index-store.ts';
import type { Term } from './terms.ts';
import type { Change } from './writing.ts';

/** What documents are made from. */
export interface ChangeParts {
  readonly index: IndexStore;
  readonly state: State;
  readonly definitions: Definitions;
  readonly uncompilable: ReadonlySet<number>;
}

interface Changed<T> {
  readonly document: T;
  /** Undefined: it was not there. */
  readonly before: readonly Term[] | undefined;
}

type ChangedOf = { readonly [C in CollectionName]: Map<number, Changed<Documents[C]>> };

/**
 * What a part of the log changes in the index; nothing is written until `all` is. A document is one object, however many
 * records are about it: change it where it is. Keys are without their base.
 */
export class Changes {
  /** User tasks by their element instances, which the log tells of only when they have begun. */
  readonly userTasks = new Map<number, number>();
  readonly #index: IndexStore;
  readonly #state: State;
  readonly #definitions: Definitions;
  readonly #uncompilable: ReadonlySet<number>;
  readonly #changed: ChangedOf = {
    'process-instances': new Map(),
    'element-instances': new Map(),
    variables: new Map(),
    jobs: new Map(),
    incidents: new Map(),
    'user-tasks': new Map(),
    'message-subscriptions': new Map(),
  };
  #size = 0;

  constructor({ index, state, definitions, uncompilable }: ChangeParts) {
    this.#index = index;
    this.#state = state;
    this.#definitions = definitions;
    this.#uncompilable = uncompilable;
  }

  /** Documents that change. */
  get size(): number {
    return this.#size;
  }

  /** The document to change; undefined when there is none. */
  get<C extends CollectionName>(collection: C, key: number): Documents[C] | undefined {
    const changed = this.#of(collection);
    const known = changed.get(key);
    if (known !== undefined) return known.document;
    const document = this.#index.known(collection, key);
    if (document === undefined) return undefined;
    const before = kindOf(collection).terms(document, this.#index.names);
    changed.set(key, { document, before });
    this.#size += 1;
    return document;
  }

  /** Adds a document, or puts it in the place of another. */
  add<C extends CollectionName>(collection: C, key: number, document: Documents[C]): void {
    const changed = this.#of(collection);
    this.get(collection, key);
    const known = changed.get(key);
    if (known === undefined) this.#size += 1;
    changed.set(key, { document, before: known?.before });
  }

  /** All changes, those of a collection in the order of their keys. */
  *all(): Iterable<Change> {
    for (const [number, collection] of COLLECTION_NAMES.entries()) {
      const changed = [...this.#of(collection)].sort(([a], [b]) => a - b);
      for (const [key, change] of changed) yield { collection, number, key, ...change };
    }
  }

  /** Puts what is known of a process definition into the dictionary. @param key without its base */
  nameDefinition(key: number, processId: string): void {
    const { names } = this.#index;
    if (names.knowsDefinition(key)) return;
    const definition = this.#state.definitions.peek(unpackKey(key));
    names.addDefinition(key, {
      id: definition?.id ?? processId,
      name: definition?.name ?? null,
      version: definition?.version ?? 0,
      versionTag: definition?.versionTag ?? null,
    });
  }

  /**
   * Number of an element in the dictionary.
   * @param definition key of its process definition, without its base
   * @throws DefinitionNotLoaded when its model must be compiled first
   */
  element(definition: number, elementId: string): number {
    const { names } = this.#index;
    const known = names.numberOf(definition, elementId);
    if (known !== undefined) return known;
    const node = this.#node(definition, elementId);
    return names.addElement({
      definition,
      elementId,
      name: node?.name ?? elementId,
      jobHeaders: node?.job?.headers ?? null,
      taskHeaders: node?.userTask?.headers ?? null,
    });
  }

  /** As `element`, of the process that an instance is of. */
  elementIn(instance: number, elementId: string): number {
    return this.element(this.get('process-instances', instance)?.definition ?? 0, elementId);
  }

  #node(definition: number, elementId: string): ElementNode | undefined {
    const key = unpackKey(definition);
    if (this.#uncompilable.has(key) || this.#state.definitions.peek(key) === undefined) return undefined;
    return this.#definitions.process(key).elements.get(elementId);
  }

  #of<C extends CollectionName>(collection: C): Map<number, Changed<Documents[C]>> {
    return this.#changed[collection];
  }
}

/**
 * Compiles the model that a projection missed, so that it can be tried again.
 * @throws the error itself when it is about something else
 */
export async function loadMissing(
  { definitions, uncompilable }: { readonly definitions: Definitions; readonly uncompilable: Set<number> },
  error: unknown,
): Promise<void> {
  const { code, definitionKey } = error as { readonly code?: unknown; readonly definitionKey?: unknown };
  if (code !== 'DEFINITION_NOT_LOADED' || typeof definitionKey !== 'number') throw error;
  await definitions.load(definitionKey).catch(() => uncompilable.add(definitionKey));
}
