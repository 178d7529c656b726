import { RE2JS } from 're2js';
import { EvaluationFailure } from '../run.ts';
import type { Run } from '../run.ts';
import { fromJava } from './java-syntax.ts';
import { PatternProblem } from './problem.ts';

/** Bounds of one use of a regular expression. */
export const PATTERN_LIMITS = {
  /** What a match costs besides the search for it, in the unit of RUN_LIMITS.search. */
  match: 100,
  /** Characters of the string, times matches in it, above which the time is looked at. */
  matches: 10_000_000,
  /** Time in ms for finding all matches, when there is so much to do. */
  time: 300,
  /** Characters of a pattern. */
  length: 2_000,
  /** Compiled patterns that are kept. */
  kept: 256,
} as const;

/** A match in a string: positions in UTF-16 units, the end not included. */
export interface Match {
  readonly start: number;
  readonly end: number;
  /** The text of the match, then those of its groups; undefined for a group that took no part. */
  readonly groups: readonly (string | undefined)[];
}

/** A compiled regular expression. Immutable; time grows with the length of the string, whatever the pattern. */
export interface Pattern {
  /** True when it matches anywhere in the string. @throws EvaluationFailure when there is too much to search */
  isIn(run: Run, input: string): boolean;
  /** All matches, from left to right. @throws EvaluationFailure when there is too much to search */
  matches(run: Run, input: string): readonly Match[];
}

const kept = new Map<string, Pattern>();

/**
 * Compiles a regular expression in Java's syntax.
 * @param flags any of `s` (dot matches line ends), `m` (^ and $ match at lines), `i` (case), `x` (comments); others are ignored
 * @throws PatternProblem when it is malformed, or uses what can't be searched for in linear time
 */
export function compilePattern(source: string, flags = ''): Pattern {
  const key = `${flags}/${source}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const pattern = compile(source, flags);
  if (kept.size >= PATTERN_LIMITS.kept) kept.clear();
  kept.set(key, pattern);
  return pattern;
}

function compile(source: string, flags: string): Pattern {
  if (source.length > PATTERN_LIMITS.length)
    throw new PatternProblem('unsupported', `the pattern is longer than ${PATTERN_LIMITS.length} characters`);
  const options =
    (flags.includes('i') ? RE2JS.CASE_INSENSITIVE : 0) |
    (flags.includes('s') ? RE2JS.DOTALL : 0) |
    (flags.includes('m') ? RE2JS.MULTILINE : 0);
  const compiled = compileRe2(fromJava(source, flags.includes('x')), options);
  const size = compiled.programSize();
  return {
    isIn(run, input) {
      run.search(input.length * size);
      return compiled.test(input);
    },
    matches(run, input) {
      run.search(input.length * size);
      return allMatches(run, compiled, input);
    },
  };
}

function compileRe2(source: string, options: number): RE2JS {
  try {
    return RE2JS.compile(source, options);
  } catch (error) {
    throw new PatternProblem('malformed', error instanceof Error ? error.message : String(error));
  }
}

/** Each search may look to the end of the string for a longer match, so that all of them together may take quadratic time. */
function allMatches(run: Run, compiled: RE2JS, input: string): Match[] {
  const matcher = compiled.matcher(input);
  const groupCount = matcher.groupCount();
  const matches: Match[] = [];
  let startedAt: number | undefined;
  while (matcher.find()) {
    run.visit(1 + groupCount);
    run.search(PATTERN_LIMITS.match);
    const groups = Array.from({ length: groupCount + 1 }, (_, index) => matcher.group(index) ?? undefined);
    matches.push({ start: matcher.start(), end: matcher.end(), groups });
    startedAt ??= performance.now();
    const isMuch = matches.length * input.length > PATTERN_LIMITS.matches;
    if (isMuch && performance.now() - startedAt > PATTERN_LIMITS.time) {
      throw new EvaluationFailure('the expression was cut off: its regular expression matches too often');
    }
  }
  return matches;
}
