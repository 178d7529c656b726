import type { ElementNode } from '../model/graph.ts';
import type { Definitions } from '../processor/definitions.ts';
import { formatKey, type Definition, type State } from '../state/index.ts';
import { COLLECTIONS, type CollectionName } from './collections.ts';
import type { IndexStore, RowChange } from './index-store.ts';
import type { Row } from './row.ts';

/** The tenant that everything belongs to. */
const TENANT = '<default>';

/** What rows are made from. */
export interface ChangeParts {
  readonly index: IndexStore;
  readonly state: State;
  readonly definitions: Definitions;
  readonly uncompilable: ReadonlySet<number>;
}

/** What a part of the log changes in the index; nothing is written until `all` is. */
export class Changes {
  readonly #store: IndexStore;
  readonly #state: State;
  readonly #definitions: Definitions;
  readonly #uncompilable: ReadonlySet<number>;
  readonly #changed = new Map<string, { -readonly [F in keyof RowChange]: RowChange[F] }>();

  constructor({ index, state, definitions, uncompilable }: ChangeParts) {
    this.#store = index;
    this.#state = state;
    this.#definitions = definitions;
    this.#uncompilable = uncompilable;
  }

  get size(): number {
    return this.#changed.size;
  }

  /** The row as the changes so far have it. */
  row(collection: CollectionName, key: number): Row | undefined {
    const change = this.#changed.get(`${collection}/${key}`);
    if (change !== undefined) return change.after ?? undefined;
    return this.#store.row(collection, key);
  }

  /** Sets fields of a row; makes the row when it is not there. */
  set(collection: CollectionName, key: number, fields: Row): void {
    const id = `${collection}/${key}`;
    const change = this.#changed.get(id);
    if (change !== undefined) {
      change.after = { ...(change.after ?? blank(collection, key)), ...fields };
      return;
    }
    const before = this.#store.row(collection, key) ?? null;
    this.#changed.set(id, {
      collection,
      key,
      before,
      after: { ...(before ?? blank(collection, key)), ...fields },
    });
  }

  /** Sets fields of a row that is there, and nothing otherwise. */
  update(collection: CollectionName, key: number, fields: Row): void {
    if (this.row(collection, key) !== undefined) this.set(collection, key, fields);
  }

  remove(collection: CollectionName, key: number): void {
    const before = this.#store.row(collection, key) ?? null;
    this.#changed.set(`${collection}/${key}`, { collection, key, before, after: null });
  }

  all(): Iterable<RowChange> {
    return this.#changed.values();
  }

  definition(key: number): Definition | undefined {
    return this.#state.definitions.peek(key);
  }

  /** The element of a model. @throws DefinitionNotLoaded when its model must be compiled first */
  node(definitionKey: number, elementId: string): ElementNode | undefined {
    if (this.#uncompilable.has(definitionKey) || this.definition(definitionKey) === undefined)
      return undefined;
    return this.#definitions.process(definitionKey).elements.get(elementId);
  }

  /** Which process an instance is of, as rows tell it. */
  processOf(processInstanceKey: number): ProcessFields {
    const root = this.row('process-instances', processInstanceKey);
    return {
      processInstanceKey: processInstanceKey === 0 ? null : formatKey(processInstanceKey),
      processDefinitionId: (root?.processDefinitionId as string | undefined) ?? '',
      processDefinitionKey: (root?.processDefinitionKey as string | undefined) ?? null,
    };
  }
}

export interface ProcessFields extends Row {
  readonly processInstanceKey: string | null;
  readonly processDefinitionId: string;
  readonly processDefinitionKey: string | null;
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

/** A date as the API writes it. @param epochMs epoch ms */
export function dateText(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

/** A key as the API writes it, null for none. */
export function keyText(key: unknown): string | null {
  return typeof key === 'number' && key !== 0 ? formatKey(key) : null;
}

function blank(collection: CollectionName, key: number): Row {
  const { keyField, fields } = COLLECTIONS[collection];
  const row: Row = {};
  for (const field of fields) row[field] = null;
  row[keyField] = formatKey(key);
  row.tenantId = TENANT;
  return row;
}
