export {
  DEFAULT_CARD_RULES,
  DEFAULT_SCORE_RULES,
  SCORE_BAND_NAMES,
  bandOf,
  cardPoints,
  orderOutcome,
  scoreOf,
} from './scores.ts';
export type { CardRules, OrderMoments, OrderOutcome, Rates, Score, ScoreBand } from './scores.ts';
