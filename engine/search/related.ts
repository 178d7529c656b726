import { matches, wantedValues, type Condition, type Filter } from './filter.ts';
import type { IndexStore } from './index-store.ts';
import type { Row } from './row.ts';

/** What is asked of something that belongs to a row. */
export type Related =
  /** The process instance, or the element instance of a user task, has a variable with such a JSON text. */
  | {
      readonly kind: 'variable';
      readonly of: 'processInstanceKey' | 'elementInstanceKey';
      readonly name: string;
      readonly value: Condition;
    }
  /** The process instance has an element instance like this. */
  | { readonly kind: 'element'; readonly filter: Filter }
  /** The process instance has an open incident with such a message. */
  | { readonly kind: 'incident'; readonly errorMessage: Condition };

/** Rows of one process instance that are looked at, at most. */
const MOST = 10_000;

/** Whether a row has what is asked for. */
export function hasRelated(store: IndexStore, row: Row, related: Related): boolean {
  switch (related.kind) {
    case 'variable': {
      const scope = related.of === 'processInstanceKey' ? 'processInstanceKey' : 'scopeKey';
      return any(store, 'variables', scope, row[related.of], (variable) => {
        return variable.name === related.name && matches(variable.value ?? null, related.value);
      });
    }
    case 'element':
      return any(store, 'element-instances', 'processInstanceKey', row.processInstanceKey, (element) =>
        Object.entries(related.filter).every(
          ([field, wanted]) =>
            wanted === null || wanted === undefined || matches(element[field] ?? null, wanted as Condition),
        ),
      );
    case 'incident':
      return any(store, 'incidents', 'processInstanceKey', row.processInstanceKey, (incident) => {
        return incident.state === 'ACTIVE' && matches(incident.errorMessage ?? null, related.errorMessage);
      });
  }
}

/** Process instances that have a variable by its value, in order; undefined when that tells too little. */
export function processInstancesWith(
  store: IndexStore,
  related: readonly Related[],
): readonly number[] | undefined {
  for (const one of related) {
    if (one.kind !== 'variable' || one.of !== 'processInstanceKey') continue;
    const values = wantedValues(one.value);
    if (values === undefined) continue;
    const keys = values.flatMap((value) =>
      store.keysWith('variables', 'content', contentOf(one.name, value), undefined, false, MOST + 1),
    );
    if (keys.length > MOST) continue;
    const instances = keys.map((key) => Number(store.row('variables', key)?.processInstanceKey ?? 0));
    return [...new Set(instances)].sort((a, b) => a - b);
  }
  return undefined;
}

/** What a variable is found by: its name and its JSON text. */
export function contentOf(name: string, value: string): string {
  return `${name}=${value}`;
}

function any(
  store: IndexStore,
  collection: 'variables' | 'element-instances' | 'incidents',
  field: string,
  value: Row[string] | undefined,
  test: (row: Row) => boolean,
): boolean {
  if (typeof value !== 'string') return false;
  for (const key of store.keysWith(collection, field, value, undefined, false, MOST)) {
    const row = store.row(collection, key);
    if (row !== undefined && test(row)) return true;
  }
  return false;
}
