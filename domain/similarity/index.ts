export { findHotspots, gramsOf, mergeCandidates, similarity, watchedWords } from './similarity.ts';
export type { Hotspot, MergeCandidate, SimilarityRequest } from './similarity.ts';
