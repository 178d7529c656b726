import { scoresConfigSchema } from '../config/index.ts';
import type { ScoresConfig } from '../config/index.ts';

/** The rules of a city that has written none. */
export const DEFAULT_SCORE_RULES: ScoresConfig = scoresConfigSchema.parse({});

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
export function scoreOf(outcomes: readonly OrderOutcome[], rules: ScoresConfig = DEFAULT_SCORE_RULES): Score {
  const rates = ratesOf(outcomes);
  let weighted = 0;
  let total = 0;
  for (const part of PARTS) {
    const rate = rates[part];
    if (rate === null) continue;
    weighted += rate * rules.weights[part];
    total += rules.weights[part];
  }
  const score = total > 0 ? Math.round((weighted / total) * 1000) / 10 : null;
  return { score, band: score === null ? null : bandOf(score, rules), rates, orders: outcomes.length };
}

/** Band of a score from 0 to 100. */
export function bandOf(
  score: number,
  { bands }: Pick<ScoresConfig, 'bands'> = DEFAULT_SCORE_RULES,
): ScoreBand {
  if (score >= bands.excellent) return 'excellent';
  if (score >= bands.good) return 'good';
  return score >= bands.pass ? 'pass' : 'fail';
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

/** What cards take off the score of an order's unit. */
export interface CardRules {
  /** Yellow cards that cost nothing. @default 1 */
  readonly yellowFree: number;
  /** Points of each further yellow card, 0 or less. @default -1 */
  readonly yellowPoints: number;
  /** Points of each red card, 0 or less. @default -2 */
  readonly redPoints: number;
}

/** The rules of a city that has written none: the second yellow costs 1, a red one 2. */
export const DEFAULT_CARD_RULES: CardRules = { yellowFree: 1, yellowPoints: -1, redPoints: -2 };

/** Points that cards take off, 0 or less. */
export function cardPoints(
  cards: readonly { readonly colour: 'yellow' | 'red' }[],
  rules: CardRules = DEFAULT_CARD_RULES,
): number {
  const yellow = cards.filter(({ colour }) => colour === 'yellow').length;
  const red = cards.length - yellow;
  const points = Math.max(yellow - rules.yellowFree, 0) * rules.yellowPoints + red * rules.redPoints;
  return points === 0 ? 0 : points;
}
