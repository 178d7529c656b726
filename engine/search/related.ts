import { contentOf } from './documents/index.ts';
import { matches, wantedValues, type Condition, type Filter } from './filter.ts';
import type { IndexStore } from './index-store.ts';
import type { Row } from './row.ts';
import { keyOf } from './texts.ts';
import { termOf } from './terms.ts';

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
      const field = related.of === 'processInstanceKey' ? 'processInstanceKey' : 'scopeKey';
      return any(store, 'variables', row, (variable) => {
        return (
          variable.name === related.name &&
          variable[field] === row[related.of] &&
          matches(variable.value ?? null, related.value)
        );
      });
    }
    case 'element':
      return any(store, 'element-instances', row, (element) =>
        Object.entries(related.filter).every(
          ([field, wanted]) =>
            wanted === null || wanted === undefined || matches(element[field] ?? null, wanted as Condition),
        ),
      );
    case 'incident':
      return any(store, 'incidents', row, (incident) => {
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
    const keys = values.flatMap((value) => {
      const term = termOf('variables', 'content', contentOf(one.name, value));
      const range = { after: undefined, reverse: false, limit: MOST + 1 };
      return term === undefined ? [] : store.keysWith('variables', term, range);
    });
    if (keys.length > MOST) continue;
    const instances = keys.map((key) => store.document('variables', key)?.instance ?? 0);
    return [...new Set(instances)].sort((a, b) => a - b);
  }
  return undefined;
}

/** Whether something in the process instance of a row is what is wanted. */
function any(
  store: IndexStore,
  collection: 'variables' | 'element-instances' | 'incidents',
  { processInstanceKey }: Row,
  test: (row: Row) => boolean,
): boolean {
  if (typeof processInstanceKey !== 'string') return false;
  const [instance] = keyOf(processInstanceKey);
  if (instance === undefined) return false;
  return store
    .keysIn(collection, instance)
    .slice(0, MOST)
    .some((key) => {
      const row = store.row(collection, key);
      return row !== undefined && test(row);
    });
}
