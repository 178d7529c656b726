/** A hyper-rectangle: for each column a set of its atoms, bit i for atom i. */
export type Region = readonly bigint[];

/** More parts than this are not cut any further: the table is too large to be judged exactly. */
export const MOST_PARTS = 50_000;

/** All atoms of a column. */
export function allOf(count: number): bigint {
  return (1n << BigInt(count)) - 1n;
}

export function isEmpty(region: Region): boolean {
  return region.some((set) => set === 0n);
}

export function intersect(a: Region, b: Region): Region {
  return a.map((set, i) => set & (b[i] ?? 0n));
}

/** What of a region lies outside of another, as regions that do not overlap. */
export function subtract(region: Region, other: Region): Region[] {
  const common = intersect(region, other);
  if (isEmpty(common)) return [region];
  const parts: Region[] = [];
  let rest = region;
  common.forEach((set, i) => {
    const outside = (rest[i] ?? 0n) & ~set;
    if (outside !== 0n) parts.push(rest.with(i, outside));
    rest = rest.with(i, set);
  });
  return parts;
}

/** What of regions no other region covers; undefined when that would take more than {@link MOST_PARTS} parts. */
export function uncovered(regions: readonly Region[], covers: readonly Region[]): Region[] | undefined {
  let left = regions.filter((region) => !isEmpty(region));
  for (const cover of covers) {
    if (isEmpty(cover)) continue;
    left = left.flatMap((region) => subtract(region, cover));
    if (left.length > MOST_PARTS) return undefined;
    if (left.length === 0) break;
  }
  return left;
}
