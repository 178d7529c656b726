import { Changes } from './changes.ts';
import { COLLECTIONS, type CollectionName } from './collections.ts';
import type { IndexerParts } from './indexer.ts';

/** Rows of ended process instances that are removed at once. */
const AT_ONCE = 2000;

/**
 * Removes process instances that ended before an instant, with all that is in them; at most some thousand rows.
 * @returns whether there is more to remove
 */
export async function removeEndedBefore(parts: IndexerParts, instant: string): Promise<boolean> {
  const { index } = parts;
  const changes = new Changes(parts);
  const ended = index.entriesBy('process-instances', 'endDate', undefined, false, AT_ONCE);
  for (const [endDate, key] of ended) {
    if (endDate >= instant || changes.size >= AT_ONCE) break;
    let left = 0;
    for (const name of Object.keys(COLLECTIONS) as CollectionName[]) {
      if (name === 'process-instances') continue;
      const rows = index.keysWith(name, 'processInstanceKey', String(key), undefined, false, AT_ONCE);
      for (const row of rows) changes.remove(name, row);
      left += rows.length === AT_ONCE ? 1 : 0;
    }
    // Its own row goes last, for it is what leads to the others.
    if (left > 0) break;
    changes.remove('process-instances', key);
  }
  if (changes.size === 0) return false;
  await index.write(changes.all(), index.position ?? 0);
  return true;
}
