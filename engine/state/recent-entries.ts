/** An entry of the log as it is on disk. */
export interface RecentEntry {
  /** Positions of its first and last command. */
  readonly first: number;
  readonly last: number;
  readonly bytes: Uint8Array;
}

/** Bytes that are kept at most: some 15,000 commands of a small process. */
const MAX_BYTES = 16 * 1024 * 1024;

/** The newest entries of the log in memory, without a gap. The oldest are dropped when there are too many. */
export class RecentEntries {
  #entries: RecentEntry[] = [];
  #bytes = 0;

  /** The entry that a position is in. */
  at(position: number): RecentEntry | undefined {
    const index = this.#indexOf(position);
    const entry = this.#entries[index];
    return entry !== undefined && entry.first <= position ? entry : undefined;
  }

  /** Adds the entry that follows the last one. */
  add(entry: RecentEntry): void {
    this.#entries.push(entry);
    this.#bytes += entry.bytes.length;
    if (this.#bytes <= MAX_BYTES) return;
    let dropped = 0;
    let left = this.#bytes;
    for (const { bytes } of this.#entries) {
      if (left <= MAX_BYTES) break;
      left -= bytes.length;
      dropped += 1;
    }
    this.#remove(0, dropped);
  }

  /** Drops entries of which all is up to a position. */
  dropUpTo(position: number): void {
    this.#remove(0, this.#indexOf(position + 1));
  }

  /** Drops entries that begin at a position or behind it. */
  dropFrom(position: number): void {
    const index = this.#entries.findIndex(({ first }) => first >= position);
    if (index !== -1) this.#remove(index, this.#entries.length - index);
  }

  /** Index of the first entry that ends at a position or behind it. */
  #indexOf(position: number): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#entries[middle]?.last ?? 0) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #remove(start: number, count: number): void {
    for (const { bytes } of this.#entries.splice(start, count)) this.#bytes -= bytes.length;
  }
}
