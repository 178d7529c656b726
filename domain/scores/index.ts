export { DEFAULT_SCORE_RULES, SCORE_BAND_NAMES, bandOf, orderOutcome, scoreOf } from './scores.ts';
export type { OrderMoments, OrderOutcome, Rates, Score, ScoreBand } from './scores.ts';
