import { describe, expect, it } from '@jest/globals';
import { FIRST_KEY } from './keys.ts';
import { isShort, variableScopeCodec, type VariableScope } from './variable-scope.ts';

function scopeOf(variables: Readonly<Record<string, unknown>>): VariableScope {
  return new Map(
    Object.entries(variables).map(([name, value], key) => [name, { key: FIRST_KEY + key, value }]),
  );
}

describe('a scope of variables', () => {
  it('is stored with its keys and values', () => {
    const scope = scopeOf({ order: 'o-1', list: [1, null, { a: true }] });
    expect(variableScopeCodec.fromRow(variableScopeCodec.toRow(scope))).toEqual(scope);
  });

  it.each([
    ['a few values', { order: 'o-1', amount: 5, items: [{ name: 'a' }, null] }, true],
    ['a long text', { text: 'x'.repeat(5000) }, false],
    ['many short texts', { texts: Array.from({ length: 1000 }, () => 'abcd') }, false],
    ['many values', { numbers: Array.from({ length: 5000 }, (_, index) => index) }, false],
    ['long names', { names: { ['x'.repeat(5000)]: 1 } }, false],
  ])('of %s is told to be short or not', (_what, variables, short) => {
    expect(isShort(scopeOf(variables))).toBe(short);
  });
});
