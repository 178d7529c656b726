export type {
  Classification,
  ClassificationContext,
  Classifier,
  Evidence,
  RankedCategory,
} from './classifier.ts';
export { WordClassifier } from './word-classifier.ts';
export { recommendUnits } from './recommend-units.ts';
export type { RecommendedUnit } from './recommend-units.ts';
