/**
 * Ids that have to move so that one order becomes the other; both hold the same ids. As few as possible: all outside of a
 * longest increasing subsequence.
 */
export function movedRows(before: readonly string[], after: readonly string[]): string[] {
  const place = new Map(before.map((id, i) => [id, i]));
  const places = after.map((id) => place.get(id) ?? 0);
  const best: { length: number; previous: number }[] = [];
  places.forEach((at, i) => {
    let length = 1;
    let previous = -1;
    for (let j = 0; j < i; j += 1) {
      const candidate = best[j];
      if (candidate === undefined || (places[j] ?? 0) >= at || candidate.length < length) continue;
      length = candidate.length + 1;
      previous = j;
    }
    best.push({ length, previous });
  });
  const kept = new Set<number>();
  const longest = Math.max(0, ...best.map(({ length }) => length));
  let at = best.findIndex(({ length }) => length === longest);
  while (at >= 0) {
    kept.add(at);
    at = best[at]?.previous ?? -1;
  }
  return after.filter((_, i) => !kept.has(i));
}
