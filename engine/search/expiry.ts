import type { IndexStore } from './index-store.ts';

/** Ended process instances that are removed at once. */
const AT_ONCE = 50;

/**
 * Removes process instances that ended before an instant, with all that is in them; some of them at a time.
 * @param before epoch ms
 * @returns whether there may be more to remove
 */
export function removeEndedBefore(index: IndexStore, before: number): boolean {
  const ended = index.endedBefore(before, AT_ONCE);
  if (ended.length > 0) index.removeInstances(ended);
  return ended.length === AT_ONCE;
}
