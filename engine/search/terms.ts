import { indexText } from '../state/index.ts';
import type { CollectionName } from './collections.ts';

/**
 * What documents are found by, besides their keys and their process instance. Each field has a number of its own in
 * the index: a new one gets a new number.
 */
const FIELDS = {
  'process-instances': { processDefinitionId: 1, tags: 2, parentProcessInstanceKey: 3, state: 4 },
  'element-instances': { elementId: 5 },
  variables: { content: 6, name: 7 },
  jobs: { type: 8 },
  incidents: { state: 9 },
  'user-tasks': { assignee: 10, candidateUsers: 11, candidateGroups: 12, state: 13, elementId: 14 },
  'message-subscriptions': { correlationKey: 15, messageName: 16 },
} as const satisfies Readonly<Record<CollectionName, Readonly<Record<string, number>>>>;

/** States that documents end in and stay in. */
const FINAL: ReadonlySet<string> = new Set(['COMPLETED', 'TERMINATED', 'CANCELED', 'RESOLVED']);

/**
 * A value that documents are found by. Each block of keys in which a document has it has one entry for it, however many
 * there are: most values are those of many, and who finds a block looks at its few documents.
 */
export interface Term {
  readonly field: number;
  readonly value: string | number;
}

/** Whether a state is one that documents leave, so that few are in it among all that were. */
export function isPassing(state: string): boolean {
  return !FINAL.has(state);
}

/** The term of a value; undefined for a field that nothing is found by. */
export function termOf(collection: CollectionName, field: string, value: string): Term | undefined {
  const number = (FIELDS[collection] as Readonly<Record<string, number>>)[field];
  if (number === undefined) return undefined;
  return { field: number, value: field === 'content' ? hashOf(value) : indexText(value) };
}

/** Terms of a document's fields. Null and what is not a field of the index gives none; of a list each item gives one. */
export function termsOf(
  collection: CollectionName,
  values: Readonly<Record<string, string | readonly string[] | null>>,
): Term[] {
  const terms: Term[] = [];
  for (const [field, value] of Object.entries(values)) {
    if (value === null) continue;
    for (const one of typeof value === 'string' ? [value] : value) {
      const term = termOf(collection, field, one);
      if (term !== undefined) terms.push(term);
    }
  }
  return terms;
}

export function isSameTerm(a: Term, b: Term): boolean {
  return a.field === b.field && a.value === b.value;
}

/** 53 bits of a text (FNV-1a, twice): short in the index. Who finds a document by it compares the whole text. */
function hashOf(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x1b873593;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x85ebca6b);
  }
  return (high >>> 11) * 0x1_0000_0000 + (low >>> 0);
}
