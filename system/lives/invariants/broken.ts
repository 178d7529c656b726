/** An invariant that did not hold. */
export interface Broken {
  /** Id of the order; absent where it is about no one of them. */
  readonly orderId?: string;
  /** What did not hold, with all that one needs to look for the cause. */
  readonly what: string;
}

/** Entries that are there more than once, each told once. */
export function repeated(list: readonly string[]): string[] {
  const seen = new Set<string>();
  return [...new Set(list.filter((entry) => seen.size === seen.add(entry).size))];
}
