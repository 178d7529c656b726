import type { ScoreRules } from './score-rules.ts';

/** Band of a score. */
export type ScoreBand = 'excellent' | 'good' | 'pass' | 'fail';
export const SCORE_BAND_NAMES: Readonly<Record<ScoreBand, { zh: string; en: string }>> = {
  excellent: { zh: '优秀', en: 'Excellent' },
  good: { zh: '良好', en: 'Good' },
  pass: { zh: '合格', en: 'Pass' },
  fail: { zh: '不合格', en: 'Fail' },
};

/** What is judged of one order; null means not judged (not due, or the caller was not reached). */
export interface OrderOutcome {
  readonly onTime: boolean | null;
  readonly signedInTime: boolean | null;
  readonly solved: boolean | null;
  readonly satisfied: boolean | null;
}

/** Moments of an order that decide its outcome, ISO 8601 with offset. */
export interface OrderMoments {
  readonly signedAt?: string | null | undefined;
  readonly signDueAt?: string | null | undefined;
  readonly finishedAt?: string | null | undefined;
  readonly dueAt?: string | null | undefined;
  readonly callbackResult?: 'satisfied' | 'dissatisfied' | 'not-reached' | 'not-evaluated' | null | undefined;
  readonly solved?: boolean | null | undefined;
}

/** Rates of the orders of a unit, 0 to 1; null when none is judged. */
export interface Rates {
  readonly onTime: number | null;
  readonly signedInTime: number | null;
  readonly solved: number | null;
  readonly satisfied: number | null;
}

/** A score with its parts. */
export interface Score {
  /** 0 to 100 to one decimal; null when nothing is judged. */
  readonly score: number | null;
  readonly band: ScoreBand | null;
  readonly rates: Rates;
  /** Orders that were counted. */
  readonly orders: number;
}

const PARTS = ['onTime', 'signedInTime', 'solved', 'satisfied'] as const;

/**
 * Outcome of one order. On time means not after the deadline, to the millisecond. A caller who was not reached is 'not
 * evaluated': neither solved nor satisfied is judged, so the order is left out of both rates.
 */
export function orderOutcome(moments: OrderMoments): OrderOutcome {
  const reached = moments.callbackResult === 'satisfied' || moments.callbackResult === 'dissatisfied';
  return {
    onTime: notAfter(moments.finishedAt, moments.dueAt),
    signedInTime: notAfter(moments.signedAt, moments.signDueAt),
    solved: reached ? (moments.solved ?? null) : null,
    satisfied: reached ? moments.callbackResult === 'satisfied' : null,
  };
}

/**
 * Score of a set of orders (of one, or of a unit's): the weighted mean of the rates that are judged. A rate of which
 * nothing is judged takes no part, and its weight is spread over the others.
 */
export function scoreOf(outcomes: readonly OrderOutcome[], rules: ScoreRules): Score {
  const rates = ratesOf(outcomes);
  let weighted = 0;
  let total = 0;
  for (const part of PARTS) {
    const rate = rates[part];
    if (rate === null) continue;
    weighted += rate * rules[part];
    total += rules[part];
  }
  const score = total > 0 ? Math.round((weighted / total) * 1000) / 10 : null;
  return { score, band: score === null ? null : bandOf(score, rules), rates, orders: outcomes.length };
}

/** Band of a score from 0 to 100. */
export function bandOf(
  score: number,
  { excellent, good, pass }: Pick<ScoreRules, 'excellent' | 'good' | 'pass'>,
): ScoreBand {
  if (score >= excellent) return 'excellent';
  if (score >= good) return 'good';
  return score >= pass ? 'pass' : 'fail';
}

function ratesOf(outcomes: readonly OrderOutcome[]): Rates {
  const rate = (part: (typeof PARTS)[number]): number | null => {
    const judged = outcomes.filter((outcome) => outcome[part] !== null);
    return judged.length === 0 ? null : judged.filter((outcome) => outcome[part]).length / judged.length;
  };
  return {
    onTime: rate('onTime'),
    signedInTime: rate('signedInTime'),
    solved: rate('solved'),
    satisfied: rate('satisfied'),
  };
}

function notAfter(at: string | null | undefined, due: string | null | undefined): boolean | null {
  if (!due) return null;
  return at ? Date.parse(at) <= Date.parse(due) : false;
}

/** Points that cards take off, 0 or less. */
export function cardPoints(
  cards: readonly { readonly colour: 'yellow' | 'red' }[],
  rules: Pick<ScoreRules, 'yellowFree' | 'yellowPoints' | 'redPoints'>,
): number {
  const yellow = cards.filter(({ colour }) => colour === 'yellow').length;
  const red = cards.length - yellow;
  const points = Math.max(yellow - rules.yellowFree, 0) * rules.yellowPoints + red * rules.redPoints;
  return points === 0 ? 0 : points;
}
