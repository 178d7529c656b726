export { DEFAULT_BANDS, DEFAULT_WEIGHTS, SCORE_BAND_NAMES, bandOf, orderOutcome, scoreOf } from './scores.ts';
export type {
  OrderMoments,
  OrderOutcome,
  Rates,
  Score,
  ScoreBand,
  ScoreBands,
  ScoreWeights,
} from './scores.ts';
