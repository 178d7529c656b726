import { compilePattern, PatternProblem } from '../patterns/index.ts';
import type { Match, Pattern } from '../patterns/index.ts';
import { EvaluationFailure } from '../run.ts';
import type { Run } from '../run.ts';
import { define, optional, string } from './library.ts';
import type { Library, LibraryFunction } from './library.ts';

/**
 * Functions that take a regular expression. A malformed one gives null, as in Zeebe; one that Java has and this engine
 * has not is refused at deployment where it is a constant, and else fails the evaluation.
 */
export const PATTERN_FUNCTIONS: Library = refusingPatterns({
  ...define(
    'matches',
    [string('input'), string('pattern'), optional(string('flags'))],
    (run, input, source, flags) => withPattern(run, source, flags, (pattern) => pattern.isIn(run, input)),
  ),
  ...define(
    'replace',
    [string('input'), string('pattern'), string('replacement'), optional(string('flags'))],
    (run, input, source, replacement, flags) =>
      withPattern(run, source, flags, (pattern) => replace(run, input, pattern, replacement)),
  ),
  ...define('extract', [string('string|input'), string('pattern')], (run, input, source) =>
    withPattern(run, source, undefined, (pattern) =>
      pattern.matches(run, input).map(({ start, end }) => input.slice(start, end)),
    ),
  ),
  ...define('split', [string('string'), string('delimiter')], (run, input, source) =>
    withPattern(run, source, undefined, (pattern) => split(run, input, pattern)),
  ),
});

/** The pattern is the second argument of each. */
function refusingPatterns(functions: Library): Library {
  const refuse: NonNullable<LibraryFunction['refuse']> = ([, source]) => {
    if (source === undefined) return undefined;
    try {
      compilePattern(source);
      return undefined;
    } catch (error) {
      return error instanceof PatternProblem && error.kind === 'unsupported'
        ? `the regular expression <${source.slice(0, 100)}>: ${error.message}`
        : undefined;
    }
  };
  return Object.fromEntries(Object.entries(functions).map(([name, one]) => [name, { ...one, refuse }]));
}

function withPattern(
  run: Run,
  source: string,
  flags: string | undefined,
  use: (pattern: Pattern) => unknown,
): unknown {
  let pattern: Pattern;
  try {
    pattern = compilePattern(source, flags);
  } catch (error) {
    if (!(error instanceof PatternProblem)) throw error;
    const message = `the regular expression <${source.slice(0, 100)}>: ${error.message}`;
    if (error.kind === 'unsupported') throw new EvaluationFailure(message);
    return run.warn(message);
  }
  return use(pattern);
}

/** As in Java, a match of nothing at the very start makes no empty string in front. */
function split(run: Run, input: string, pattern: Pattern): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of pattern.matches(run, input)) {
    if (end === 0) continue;
    parts.push(input.slice(from, start));
    from = end;
  }
  return [...parts, input.slice(from)];
}

function replace(run: Run, input: string, pattern: Pattern, replacement: string): string | null {
  const pieces: string[] = [];
  let from = 0;
  for (const match of pattern.matches(run, input)) {
    const text = expand(replacement, match);
    if (text === undefined) return run.warn(`'replace' can not use the replacement <${replacement}>`);
    run.characters(match.start - from + text.length);
    pieces.push(input.slice(from, match.start), text);
    from = match.end;
  }
  return pieces.join('') + input.slice(from);
}

/** `$1` is a group, `$0` the match; a backslash takes the meaning from what follows. Undefined for a group that is not there. */
function expand(replacement: string, { groups }: Match): string | undefined {
  let text = '';
  let from = 0;
  for (const reference of replacement.matchAll(/\\([\s\S])|\$(\d*)/g)) {
    const [whole, plain, digits = ''] = reference;
    const group = plain === undefined ? longestGroup(digits, groups.length) : undefined;
    if (plain === undefined && group === undefined) return undefined;
    text += replacement.slice(from, reference.index);
    text += group === undefined ? (plain ?? '') : (groups[group.index] ?? '') + group.rest;
    from = reference.index + whole.length;
  }
  return text + replacement.slice(from);
}

/** As many digits as make the number of a group; the rest is text. */
function longestGroup(digits: string, count: number): { index: number; rest: string } | undefined {
  for (let length = digits.length; length > 0; length -= 1) {
    const index = Number(digits.slice(0, length));
    if (index < count) return { index, rest: digits.slice(length) };
  }
  return undefined;
}
