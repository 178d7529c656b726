import { describe, expect, it } from '@jest/globals';
import { compileExpression } from './index.ts';
import type { VariableContext } from './index.ts';

const VARIABLES: Readonly<Record<string, unknown>> = {
  a40: `${'a'.repeat(40)}!`,
  a20k: 'a'.repeat(20_000),
  long: 'x'.repeat(1_000_000),
  numbers: Array.from({ length: 50_000 }, (_, index) => (index * 7919) % 50_000),
  objects: Array.from({ length: 2_000 }, (_, index) => ({ index })),
};
const context: VariableContext = { get: (name) => VARIABLES[name] };

function evaluate(feel: string) {
  return compileExpression(`=${feel}`).evaluate(context, 0);
}

describe('an expression that can not finish', () => {
  it.each([
    ['a long range', 'for x in 1..1000000000 return x'],
    ['nested ranges', 'for a in 1..100000, b in 1..100000, c in 1..100000 return a'],
    ['a range beyond whole numbers', 'for x in 9007199254740992..9007199254740999 return x'],
    ['a search', 'some x in 1..1000000 satisfies x < 0'],
    ['recursion', '{f: function(g, n) g(g, n + 1), r: f(f, 1)}.r'],
    [
      'branching recursion',
      '{f: function(g, n) if n = 0 then 1 else g(g, n - 1) + g(g, n - 1), r: f(f, 60)}.r',
    ],
    ['a doubling string', 'count(for i in 1..60 return if i = 1 then "ab" else partial[-1] + partial[-1])'],
    [
      'a doubling list',
      'count(for i in 1..60 return if i = 1 then [1] else concatenate(partial[-1], partial[-1]))',
    ],
    ['a doubling tree', 'for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]]'],
    [
      'a doubling tree as a string',
      'string length(string(for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]]))',
    ],
    [
      'a comparison of doubling trees',
      '{t: function() (for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]])[-1], r: t() = t()}.r',
    ],
    [
      'flattening a doubling tree',
      'flatten((for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]])[-1])',
    ],
    ['comparing all with all', 'distinct values(objects)'],
    ['sorting by what can not tell', 'sort(numbers, function(x, y) x < y)'],
    ['joining long strings', 'for i in 1..1000 return string join([long, long])'],
    ['replacing everything by more', 'for i in 1..1000 return replace(a20k, "a", "aaaaaaaaaa")'],
  ])('is cut off: %s', (_what, feel) => {
    expect(evaluate(feel)).toMatchObject({ ok: false, message: expect.stringContaining('cut off') });
  });

  it('says after how much', () => {
    expect(evaluate('for x in 1..1000000 return x')).toEqual({
      ok: false,
      message: '<=for x in 1..1000000 return x>: the expression was cut off after 200000 steps',
    });
  });
});

describe('a regular expression', () => {
  it.each([
    ['matches(a40, "(a+)+$")', false],
    ['matches(a40, "(a|aa)+$")', false],
    ['matches(a40, "(.*a){20}b")', false],
    ['matches(a40, "^(([a-z])+.)+[A-Z]([a-z])+$")', false],
    ['replace(a40, "(a+)+$", "x")', VARIABLES['a40']],
    ['extract(a40, "(a+)+$")', []],
    ['split(a40, "(a+)+$")', [VARIABLES['a40']]],
    ['matches(a20k, "(a*)*(b*)*(a*)*c")', false],
  ])('with catastrophic backtracking elsewhere takes milliseconds here: %s', (feel, value) => {
    const fastest = Math.min(
      ...Array.from({ length: 3 }, () => {
        const startedAt = performance.now();
        expect(evaluate(feel)).toMatchObject({ ok: true, value });
        return performance.now() - startedAt;
      }),
    );
    expect(fastest).toBeLessThan(100);
  });

  it.each([
    ['that is used again and again', 'for i in 1..100000 return matches(a20k, "b.*c")'],
    ['of a quadratic search', 'count(extract(a20k, "a.*b|a"))'],
    ['that is large, of a long string', 'matches(long, "(x{1,100}y){1,5}z")'],
  ])('is cut off: %s', (_what, feel) => {
    expect(evaluate(feel)).toMatchObject({ ok: false, message: expect.stringContaining('cut off') });
  });

  it.each([
    ['look-ahead', 'a(?=b)', 'look-around <(?=>'],
    ['a negative look-behind', '(?<!a)b', 'look-around <(?<!>'],
    ['a back reference', '(a)\\1', 'a back reference <\\1>'],
    ['a named back reference', '(?<n>a)\\k<n>', 'a back reference <\\k<>'],
    ['a possessive quantifier', 'a++', 'a possessive quantifier <++>'],
    ['an atomic group', '(?>a)', 'an atomic group <(?>>'],
    ['a class inside of a class', '[a-z[0-9]]', 'a class inside of a class <[>'],
    ['an intersection', '[a-z&&d-f]', 'an intersection of classes <&&>'],
    ['an inline flag', '(?x)a', 'an inline flag other than i, m and s <(?x)>'],
  ])('with %s is refused when the expression is compiled', (_what, pattern, why) => {
    expect(() => compileExpression(`=matches("a", "${pattern}")`)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', message: expect.stringContaining(why) }),
    );
  });

  it('that is refused fails the evaluation when it comes from a variable', () => {
    const outcome = compileExpression('=matches("a", pattern)').evaluate({ get: () => '(?=a)' }, 0);
    expect(outcome).toMatchObject({ ok: false, message: expect.stringContaining('look-around') });
  });

  it.each<[string, string, boolean]>([
    ['\\Qa.b\\E', 'a.b', true],
    ['\\Qa.b\\E', 'axb', false],
    ['^\\h+$', ' \t', true],
    ['^\\R$', '\r\n', true],
    ['^\\p{Alpha}+$', 'abc', true],
    ['^[\\p{Alpha}\\p{Digit}]+$', 'abc1', true],
    ['^\\P{Digit}$', '1', false],
    ['^\\x41\\u0042$', 'AB', true],
    ['(?i)^abc$', 'ABC', true],
    ['^a{2,3}?$', 'aaa', true],
    ['^[^a-c]$', 'd', true],
    ['^\\p{IsHan}{2}$', '路灯', true],
  ])('in the syntax of Java: %s in %j', (pattern, input, found) => {
    const variables: Record<string, unknown> = { pattern, input };
    const outcome = compileExpression('=matches(input, pattern)').evaluate(
      { get: (name) => variables[name] },
      0,
    );
    expect(outcome).toMatchObject({ ok: true, value: found });
  });
});
