/** The value below which a share of the samples lies (nearest rank). @param share 0 to 1 */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}

/** Rounded to a tenth. */
export function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
