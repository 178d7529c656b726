const HOUR_MS = 3_600_000;

/** Edges of the buckets in hours; nothing lies at 0, because only what moves is counted. */
const EDGES = [-720, -240, -120, -72, -48, -24, -8, -4, -1, 0, 1, 4, 8, 24, 48, 72, 120, 240, 720];

/** How far deadlines move. */
export class ShiftHistogram {
  readonly #counts = Array.from({ length: EDGES.length + 1 }, () => 0);

  /** @param shift in ms, never 0; infinite where there was or will be no deadline */
  add(shift: number): void {
    const hours = shift / HOUR_MS;
    // a shift of exactly one edge belongs to the bucket nearer to 0 on both sides
    const index = EDGES.findIndex((edge) => (hours < 0 ? hours < edge : hours <= edge));
    const bucket = index === -1 ? EDGES.length : index;
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
  }

  /** Buckets between the first and the last that hold anything; an open end is null. */
  buckets(): { fromHours: number | null; toHours: number | null; count: number }[] {
    const first = this.#counts.findIndex((count) => count > 0);
    const last = this.#counts.findLastIndex((count) => count > 0);
    if (first === -1) return [];
    return this.#counts.slice(first, last + 1).map((count, i) => ({
      fromHours: EDGES[first + i - 1] ?? null,
      toHours: EDGES[first + i] ?? null,
      count,
    }));
  }
}
