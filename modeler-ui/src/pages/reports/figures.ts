import type { Values } from '../../api/index.ts';

/** A figure as a page shows it: the text, or undefined when there is nothing to judge. */
export type FigureText = string | undefined;

/** Counts and shares of a report that stand side by side, in the order of reading. */
export const FIGURES = [
  { name: 'received', share: false },
  { name: 'closed', share: false },
  { name: 'onTime', share: true },
  { name: 'signedInTime', share: true },
  { name: 'solved', share: true },
  { name: 'satisfied', share: true },
  { name: 'yellowCards', share: false },
  { name: 'redCards', share: false },
] as const;

/** A count as it is, a share of 1 in per cent with one digit. */
export function figureText(figures: Values, name: string, share: boolean): FigureText {
  const value = figures[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  return share ? `${Math.round(value * 1000) / 10} %` : String(value);
}

/** The largest groups of a count by code, largest first. */
export function largest(figures: Values, name: string, most: number): readonly (readonly [string, number])[] {
  const counts = figures[name];
  if (typeof counts !== 'object' || counts === null) return [];
  return Object.entries(counts as Values)
    .flatMap(([code, count]) => (typeof count === 'number' ? [[code, count] as const] : []))
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, most);
}
