export { scoreRulesSchema } from './score-rules.ts';
export type { ScoreRules } from './score-rules.ts';
export { SCORE_BAND_NAMES, bandOf, cardPoints, orderOutcome, scoreOf } from './scores.ts';
export type { OrderMoments, OrderOutcome, Rates, Score, ScoreBand } from './scores.ts';
