export { compilePattern, PATTERN_LIMITS } from './pattern.ts';
export type { Match, Pattern } from './pattern.ts';
export { PatternProblem } from './problem.ts';
