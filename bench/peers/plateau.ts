const ROUNDS = 3;
const SPREAD = 0.05;

/** True when the last three rates lie within 5 % of each other: the engine is warm. As CompletionRounds.java. */
export function isPlateau(rates: readonly number[]): boolean {
  const last = rates.slice(-ROUNDS);
  const most = Math.max(...last);
  return last.length === ROUNDS && (most - Math.min(...last)) / most <= SPREAD;
}

/** The middle one of the last three rates. */
export function plateauRate(rates: readonly number[]): number {
  const last = rates.slice(-ROUNDS).sort((a, b) => a - b);
  return last[Math.floor(last.length / 2)] ?? Number.NaN;
}
