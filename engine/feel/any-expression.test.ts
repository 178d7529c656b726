import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { functionNames } from './functions/registry.ts';
import { compileExpression, compileUnaryTests } from './index.ts';

const VARIABLES: Readonly<Record<string, unknown>> = {
  x: { a: [1, { b: '2' }], 'two words': null },
  '工单 编号': 'W-1',
};

const atom = fc.constantFrom(
  ...[
    '1',
    '-2.5',
    '0',
    '1e308',
    '9007199254740993',
    '""',
    '"a"',
    '"a;b"',
    '"(a+)+$"',
    '"\\\\"',
    'true',
    'null',
  ],
  ...['x', 'x.a', '工单 编号', 'missing', '[1, null, "b"]', '[[1], [2]]', '{a: 1}', '[1..5)', '> 3'],
  ...[
    'function(a, b) a < b',
    'function(a) a',
    'date("2026-01-31")',
    '@"10:00:00"',
    'now()',
    '@"PT1H"',
    '@"P1M"',
  ],
);

const OPERATORS = ['+', '-', '*', '/', '**', '<', '>=', '=', '!=', 'and', 'or'];
const PARTS = ['a', 'year', 'hour', 'start', 'time offset', 'days', 'months'];

/** Expressions without a meaning, of any pieces, nested a few times. */
const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const inner = tie('expression');
  const pair = fc.tuple(inner, inner);
  return {
    expression: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      atom,
      fc
        .tuple(fc.constantFrom(...functionNames()), fc.array(inner, { maxLength: 4 }))
        .map(([name, args]) => `${name}(${args.join(', ')})`),
      fc.tuple(pair, fc.constantFrom(...OPERATORS)).map(([[a, b], operator]) => `(${a}) ${operator} (${b})`),
      fc.tuple(inner, fc.constantFrom(...PARTS)).map(([a, part]) => `(${a}).${part}`),
      pair.map(([a, b]) => `(${a})[${b}]`),
      pair.map(([a, b]) => `for i in ${a} return ${b}`),
      pair.map(([a, b]) => `some i in ${a} satisfies ${b}`),
      fc.tuple(pair, inner).map(([[a, b], c]) => `if ${a} then ${b} else ${c}`),
      pair.map(([a, b]) => `{p: ${a}, q: ${b}}`),
    ),
  };
});

const context = { get: (name: string) => VARIABLES[name] };

describe('any expression', () => {
  it('is refused, or ends with JSON or a failure', () => {
    fc.assert(
      fc.property(expression, (feel) => {
        const outcome = compileExpression(`=${feel}`).evaluate(context, Date.UTC(2026, 1, 27));
        if (outcome.ok) expect(JSON.parse(JSON.stringify(outcome.value))).toEqual(outcome.value);
        else expect(outcome.message).toContain(feel);
      }),
      { numRuns: 500 },
    );
  });

  it('tests any value', () => {
    const value = fc.jsonValue({ maxDepth: 2 });
    fc.assert(
      fc.property(expression, value, (feel, input) => {
        const outcome = compileUnaryTests(`? = (${feel})`).test(input, context, 0);
        if (outcome.ok) expect(typeof outcome.matched).toBe('boolean');
        else expect(outcome.message).toContain(feel);
      }),
      { numRuns: 300 },
    );
  });
});
